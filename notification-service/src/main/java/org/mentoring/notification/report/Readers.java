package org.mentoring.notification.report;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

/** Whom reports are for. Everything here is asked in a transaction of the service. */
@ApplicationScoped
class Readers {

    private static final Logger LOG = Logger.getLogger(Readers.class);
    private static final String ZONES = """
            SELECT DISTINCT coalesce(p.time_zone, m.time_zone) AS time_zone
              FROM report_mentors m LEFT JOIN people p ON p.user_id = m.mentor_id
             WHERE m.status = 'approved'
            """;
    private static final String MENTOR_ZONE = """
            SELECT coalesce(p.time_zone, m.time_zone) AS time_zone
              FROM report_mentors m LEFT JOIN people p ON p.user_id = m.mentor_id
             WHERE m.status = 'approved' AND m.mentor_id = $1
            """;
    private static final String ACCOUNTS =
            "SELECT user_id, email_key AS email, time_zone FROM people WHERE email_key = ANY ($1) ORDER BY user_id";

    private final ReportsConfig config;

    Readers(ReportsConfig config) {
        this.config = config;
    }

    /**
     * An admin who is sent the report on the platform.
     *
     * @param id of the account of that address; one made of the address where there is none
     */
    record Admin(UUID id, String email, ZoneId zone) {}

    /** The zones that approved mentors are in. */
    Uni<List<ZoneId>> mentorZones(SqlConnection tx) {
        return tx.query(ZONES).execute().map(Readers::zones);
    }

    /** In a list; empty for somebody who is no approved mentor. */
    Uni<List<ZoneId>> mentorZone(SqlConnection tx, UUID mentor) {
        return tx.preparedQuery(MENTOR_ZONE).execute(Tuple.of(mentor)).map(Readers::zones);
    }

    /**
     * The admins who are named in the settings.
     *
     * @param besides addresses of further ones
     */
    Uni<List<Admin>> admins(SqlConnection tx, Collection<String> besides) {
        var addresses = new TreeSet<String>();
        config.admins().orElse(List.of()).forEach(email -> addresses.add(lower(email)));
        besides.forEach(email -> addresses.add(lower(email)));
        if (addresses.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(ACCOUNTS)
                .execute(Tuple.tuple().addArrayOfString(addresses.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.getString("email"),
                                row -> new Admin(
                                        row.getUUID("user_id"),
                                        row.getString("email"),
                                        zone(row.getString("time_zone")).orElse(config.adminZone())),
                                (first, second) -> first)))
                .map(accounts -> addresses.stream()
                        .map(email ->
                                accounts.getOrDefault(email, new Admin(idOfAddress(email), email, config.adminZone())))
                        .toList());
    }

    /** An admin whose address is not known. */
    Admin unknown(UUID id) {
        return new Admin(id, "", config.adminZone());
    }

    /** Whether the settings name the address. */
    boolean names(String email) {
        return config.admins().orElse(List.of()).stream()
                .anyMatch(named -> lower(named).equals(lower(email)));
    }

    /** People in a zone that this JDK does not know get no report; the others do. */
    private static List<ZoneId> zones(RowSet<Row> rows) {
        return rows.stream()
                .flatMap(row -> zone(row.getString("time_zone")).stream())
                .toList();
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.ofNullable(id).map(ZoneId::of);
        } catch (DateTimeException e) {
            LOG.warnf("The zone %s is not known", id);
            return Optional.empty();
        }
    }

    private static UUID idOfAddress(String email) {
        return UUID.nameUUIDFromBytes(("mailto:" + email).getBytes(StandardCharsets.UTF_8));
    }

    private static String lower(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
