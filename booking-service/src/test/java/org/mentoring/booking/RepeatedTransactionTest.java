package org.mentoring.booking;

import java.sql.SQLException;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;

import static org.hamcrest.Matchers.hasSize;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** What the database asks to repeat, because of a conflict of transactions, is repeated as if it had been asked once. */
@QuarkusTest
@RealParts
class RepeatedTransactionTest {

    private static final String REFUSE_ONCE = """
            CREATE SEQUENCE conflicts;
            CREATE FUNCTION conflict_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF nextval('conflicts') = 1 THEN
                    RAISE 'in conflict with another transaction' USING ERRCODE = 'serialization_failure';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER conflict_once AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION conflict_once();
            """;
    private static final String STOP =
            "DROP FUNCTION IF EXISTS conflict_once CASCADE; DROP SEQUENCE IF EXISTS conflicts";

    @AfterAll
    static void stop() throws SQLException {
        execute(STOP);
    }

    @ParameterizedTest
    @CsvSource({"mentor_availability, rules", "availability, windows"})
    void addsOnceWhatConflictedAtFirst(String table, String kind) throws SQLException {
        var mentor = MentorFixture.known();
        execute(STOP);
        execute(REFUSE_ONCE.formatted(table));
        as(mentor.token())
                .body("""
                        {"start_time": "%s", "end_time": "%s"}
                        """.formatted(in(3, 10, 0), in(3, 12, 0)))
                .post("/api/v1/availability/" + kind)
                .then()
                .statusCode(201);
        as(mentor.token()).get("/api/v1/availability/" + kind).then().body("items", hasSize(1));
    }

    private static void execute(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
