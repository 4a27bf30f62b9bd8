package org.mentoring.mentor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.RowSecurityMatrix;
import org.mentoring.kit.test.SchemaSpecification;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mentoring.mentor.Calls.as;

@QuarkusTest
@RealParts
class RowSecurityTest {

    private static final String MENTORS = "SELECT count(*) FROM mentors";
    private static final String REFUSED = "42501";

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void makeAnApprovedMentor() {
        as(Tokens.of("Ada", id)).body("{}").post("/api/v1/mentors").then().statusCode(201);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .post("/api/v1/mentors/" + id + "/approve")
                .then()
                .statusCode(200);
    }

    @Test
    void letsEachDoToARowWhatIsWrittenDownAndNoMore() throws Exception {
        try (var written = RowSecurityTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }

    @Test
    void showsAMentorsRowToThatMentorAndAdminsAlone() throws Exception {
        try (var app = TestDatabase.asApp()) {
            assertThat(TestDatabase.count(app, MENTORS)).isZero();
            TestDatabase.identify(app, null, "");
            assertThat(TestDatabase.count(app, MENTORS)).isZero();
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor");
            assertThat(TestDatabase.count(app, MENTORS)).isZero();
            TestDatabase.identify(app, id, "mentor");
            assertThat(TestDatabase.count(app, MENTORS)).isEqualTo(1);
            TestDatabase.identify(app, UUID.randomUUID(), "admin");
            assertThat(TestDatabase.count(app, MENTORS)).isPositive();
        }
    }

    @Test
    void showsTheDirectoryToEveryoneAndLetsNobodyWriteIt() throws Exception {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM mentor_directory WHERE mentor_id = ?", id))
                    .isEqualTo(1);
            assertThat(TestDatabase.count(
                            app,
                            "SELECT count(*) FROM information_schema.columns WHERE table_name = 'mentor_directory'"
                                    + " AND column_name IN ('email', 'user_id', 'status', 'time_zone')"))
                    .isZero();
            TestDatabase.identify(app, id, "admin,service");
            assertRefused(app, "UPDATE mentor_directory SET name = 'x'");
        }
    }

    @Test
    void letsNoMentorDecideOnThemselvesNorRateThemselves() throws Exception {
        for (var change : new String[] {
            "UPDATE mentors SET status = 'suspended'",
            "UPDATE mentors SET rating_mean = 5, rating_count = 100",
            "UPDATE mentors SET user_id = uuidv7()",
            "INSERT INTO mentors (id, user_id, name, email, created_at)"
                    + " SELECT u, u, 'x', 'x@example.org', now() FROM (SELECT uuidv7()) AS t (u)",
            "INSERT INTO expertise_tags (id, name, created_at) VALUES (uuidv7(), 'self-made', now())",
            "INSERT INTO mentor_calendar_oauth (id, mentor_id, provider, access_token, key_id)"
                    + " VALUES (uuidv7(), app_user_id(), 'google', 'x', 1)"
        }) {
            try (var app = TestDatabase.asApp()) {
                TestDatabase.identify(app, id, "mentor");
                assertRefused(app, change);
            }
        }
    }

    @Test
    void changesNoRowOfAnotherMentor() throws Exception {
        try (var app = TestDatabase.asApp();
                var statement = app.createStatement()) {
            TestDatabase.identify(app, UUID.randomUUID(), "mentor");
            assertThat(statement.executeUpdate("UPDATE mentors SET bio = 'taken over'"))
                    .isZero();
            assertThat(statement.executeUpdate("DELETE FROM mentor_social_links"))
                    .isZero();
            assertThat(statement.executeUpdate("DELETE FROM mentor_expertise")).isZero();
        }
    }

    @Test
    void hasTheTablesOfTheSpecificationEachUnderForcedRowSecurity() throws Exception {
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(SchemaSpecification.differences(connection, "mentor-service"))
                    .isEmpty();
            assertThat(TestDatabase.count(
                            connection,
                            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                                    + " AND (relname LIKE 'mentor%' OR relname LIKE 'expertise%')"
                                    + " AND NOT (relrowsecurity AND relforcerowsecurity)"))
                    .isZero();
        }
    }

    private static void assertRefused(Connection app, String sql) {
        assertThatThrownBy(() -> {
                    try (var statement = app.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
    }
}
