package org.mentoring.kit.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jboss.logging.Logger;

/**
 * Applies repeatable migrations unless a newer version of the service has migrated the database. Flyway would apply those of the
 * older version again, because they differ, and replicas of the newer one would work with older functions and policies. A version is
 * older when versioned migrations are applied that it does not have.
 */
@Singleton
public final class RepeatableMigrations implements FlywayConfigurationCustomizer {

    private static final Logger LOG = Logger.getLogger(RepeatableMigrations.class);
    private static final String UNREADABLE = "The applied migrations cannot be read.";

    @Override
    public void customize(FluentConfiguration configuration) {
        var guarded = new Guarded(configuration.getResourceProvider(), configuration, versions(configuration));
        var callbacks = new ArrayList<>(List.of(configuration.getCallbacks()));
        callbacks.add(guarded);
        configuration.resourceProvider(guarded).callbacks(callbacks.toArray(Callback[]::new));
    }

    private static Set<MigrationVersion> versions(Configuration configuration) {
        var prefix = configuration.getSqlMigrationPrefix();
        return configuration
                .getResourceProvider()
                .getResources(prefix, configuration.getSqlMigrationSuffixes())
                .stream()
                .map(LoadableResource::getFilename)
                .map(name -> name.substring(prefix.length(), name.indexOf(configuration.getSqlMigrationSeparator())))
                .map(MigrationVersion::fromVersion)
                .collect(Collectors.toSet());
    }

    private record Guarded(ResourceProvider all, Configuration configuration, Set<MigrationVersion> versions)
            implements ResourceProvider, Callback {

        @Override
        public LoadableResource getResource(String name) {
            return all.getResource(name);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            if (prefix.equals(configuration.getRepeatableSqlMigrationPrefix())) {
                var newer = newerVersions();
                if (!newer.isEmpty()) {
                    LOG.infof("Skipping repeatable migrations: a newer version has applied %s", newer);
                    return List.of();
                }
            }
            return all.getResources(prefix, suffixes);
        }

        private Set<MigrationVersion> newerVersions() {
            try (var database = configuration.getDataSource().getConnection();
                    var statement = database.createStatement();
                    var history = statement.executeQuery(
                            "SELECT to_regclass('%s') IS NOT NULL".formatted(configuration.getTable()))) {
                history.next();
                return history.getBoolean(1) ? newerVersions(database) : Set.of();
            } catch (SQLException e) {
                throw new FlywayException(UNREADABLE, e);
            }
        }

        private Set<MigrationVersion> newerVersions(Connection database) throws SQLException {
            var newer = new TreeSet<MigrationVersion>();
            try (var statement = database.createStatement();
                    var applied = statement.executeQuery("SELECT version FROM %s WHERE success AND version IS NOT NULL"
                            .formatted(configuration.getTable()))) {
                while (applied.next()) {
                    newer.add(MigrationVersion.fromVersion(applied.getString(1)));
                }
            }
            newer.removeAll(versions);
            return newer;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE
                    && context.getMigrationInfo().getVersion() == null;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        /** Under Flyway's lock: a newer version may have migrated since the repeatable migrations were looked for. */
        @Override
        public void handle(Event event, Context context) {
            try {
                if (!newerVersions(context.getConnection()).isEmpty()) {
                    throw new FlywayException("A newer version of the service migrates the database.");
                }
            } catch (SQLException e) {
                throw new FlywayException(UNREADABLE, e);
            }
        }

        @Override
        public String getCallbackName() {
            return RepeatableMigrations.class.getSimpleName();
        }
    }
}
