package org.mentoring.kit.test;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithSessionOnDemand;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.security.HttpSecurity;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mentoring.kit.time.BatchJobs;
import org.mentoring.kit.time.ScheduledJobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The rules that every service keeps. */
public final class ArchitectureRules {

    private static final ArchRule EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT = methods()
            .that(new DescribedPredicate<JavaMethod>("are operations") {
                @Override
                public boolean test(JavaMethod method) {
                    return method.isMetaAnnotatedWith(HttpMethod.class);
                }
            })
            .should(new ArchCondition<JavaMethod>("say who may call them") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    var said = List.of(RolesAllowed.class, PermitAll.class, DenyAll.class, Authenticated.class).stream()
                            .anyMatch(role -> method.isAnnotatedWith(role)
                                    || method.getOwner().isAnnotatedWith(role));
                    if (!said) {
                        events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " carries no role annotation"));
                    }
                }
            })
            .allowEmptyShould(true);

    private static final ArchRule NO_OPERATION_SHOWS_AN_ENTITY = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .notHaveRawReturnType(
                    com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith(Entity.class))
            .allowEmptyShould(true);

    private static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZoneId.class, "systemDefault");

    /** That class lets one thread at a time look at them, for which the JDK is not made. */
    private static final ArchRule LOCALIZED_PATTERNS_ARE_FORMATTED_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveSimpleName("LocalizedPatterns")
            .should()
            .callMethod(DateTimeFormatter.class, "ofLocalizedPattern", String.class);

    private static final ArchRule NOTHING_BLOCKS_ON_A_UNI = noClasses().should().callMethod(Uni.class, "await");

    /** So that jobs end before the database is closed. */
    private static final ArchRule SCHEDULED_METHODS_RUN_AS_JOBS = methods()
            .that()
            .areAnnotatedWith(Scheduled.class)
            .should(new ArchCondition<JavaMethod>("be in a class that calls ScheduledJobs or BatchJobs") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    if (method.getOwner().getMethodCallsFromSelf().stream()
                            .noneMatch(call -> call.getTargetOwner().isEquivalentTo(ScheduledJobs.class)
                                    || call.getTargetOwner().isEquivalentTo(BatchJobs.class))) {
                        events.add(SimpleConditionEvent.violated(
                                method,
                                method.getFullName() + " does not go through " + ScheduledJobs.class.getName()));
                    }
                }
            })
            .allowEmptyShould(true);

    /** The kit's {@code Transactions} tells the database who is asking; a session that is opened otherwise does not. */
    private static final ArchRule NOTHING_OPENS_A_SESSION_OF_ITS_OWN = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Panache.class,
                    Mutiny.SessionFactory.class,
                    WithSession.class,
                    WithSessionOnDemand.class,
                    WithTransaction.class);

    /** The other way to let a path decide; see {@link NoPathPermissions}. */
    private static final ArchRule NO_PATH_DECIDES_WHO_MAY_CALL =
            noClasses().should().dependOnClassesThat().areAssignableTo(HttpSecurity.class);

    private ArchitectureRules() {}

    /**
     * Checks the main classes of a package, and the SQL in the sources of this module.
     *
     * @param functionsOfTables the database functions that tables need, so that a versioned migration defines them
     * @throws AssertionError that names what breaks a rule
     */
    public static void check(String rootPackage, String... functionsOfTables) {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPackages(rootPackage);
        if (classes.isEmpty()) {
            throw new AssertionError("There are no classes in " + rootPackage);
        }
        for (var rule : List.of(
                EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT,
                NO_OPERATION_SHOWS_AN_ENTITY,
                TIME_COMES_FROM_A_CLOCK,
                LOCALIZED_PATTERNS_ARE_FORMATTED_IN_ONE_PLACE,
                NOTHING_BLOCKS_ON_A_UNI,
                SCHEDULED_METHODS_RUN_AS_JOBS,
                NOTHING_OPENS_A_SESSION_OF_ITS_OWN,
                NO_PATH_DECIDES_WHO_MAY_CALL)) {
            rule.check(classes);
        }
        requireAnEntityForEachTable(
                classes, Path.of("").toAbsolutePath().getFileName().toString());
        RequestSizes.check(classes);
        NoPathPermissions.check(
                Path.of("src/main/resources"),
                Path.of("../service-kit/base/src/main/resources"),
                Path.of("../service-kit/runtime/src/main/resources"),
                Path.of("../deploy/kubernetes/base"),
                Path.of("../deploy/kubernetes/components"),
                Path.of("../deploy/kubernetes/overlays"));
        ColumnsByName.check(Path.of("src/main/java"));
        NoZonesInSql.check(Path.of("src/main/java"), Path.of("src/main/resources/db"), Path.of("queries"));
        var needed = new HashSet<>(FunctionFiles.FUNCTIONS_OF_KIT_TABLES);
        needed.addAll(List.of(functionsOfTables));
        FunctionFiles.check(needed, FunctionFiles.KIT, Path.of("src/main/resources/db/migration"));
    }

    /** Of the specification; see decision 0007. */
    private static void requireAnEntityForEachTable(JavaClasses classes, String service) {
        var missing = new ArrayList<>(SchemaSpecification.tables(service));
        classes.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .forEach(type ->
                        missing.remove(type.getAnnotationOfType(Table.class).name()));
        if (!missing.isEmpty()) {
            throw new AssertionError("No entity maps these tables of the specification: " + missing);
        }
    }
}
