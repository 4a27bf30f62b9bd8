package org.mentoring.user;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.RowSecurityMatrix;
import org.mentoring.kit.test.SchemaSpecification;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@RealParts
class RowSecurityTest extends AccountCase {

    @Test
    void rowSecurityHidesRowsFromAQueryWithoutAFilter() throws Exception {
        as(Tokens.of("Linus", id).roles("mentee"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200);
        try (var connection = TestDatabase.asApp()) {
            TestDatabase.identify(connection, null, "");
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM users"))
                    .isZero();
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM user_info"))
                    .isZero();
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM outbox"))
                    .isZero();
            TestDatabase.identify(connection, UUID.randomUUID(), "admin,mentor");
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM users"))
                    .isZero();
            TestDatabase.identify(connection, id, "mentee");
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM users"))
                    .isEqualTo(1);
        }
    }

    @Test
    void letsEachDoToARowWhatIsWrittenDownAndNoMore() throws Exception {
        try (var written = RowSecurityTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }

    @Test
    void findsMenteesByNameOnlyForMentors() throws Exception {
        var mentee = Tokens.of("Wilhelmina " + id, id).roles("mentee");
        account(mentee).statusCode(200);
        as(mentee).body("{}").put("/api/v1/mentees/me").then().statusCode(201);
        var found = "SELECT count(*) FROM mentees_named(?, uuidv7(), '', ?, 2)";
        try (var app = TestDatabase.asApp()) {
            for (var roles : new String[] {"", "mentee", "admin"}) {
                TestDatabase.identify(app, UUID.randomUUID(), roles);
                assertThat(TestDatabase.count(app, found, "helmina " + id, new UUID(0, 0)))
                        .as(roles)
                        .isZero();
            }
            TestDatabase.identify(app, UUID.randomUUID(), "mentor");
            assertThat(TestDatabase.count(app, found, "HELMINA " + id, new UUID(0, 0)))
                    .isOne();
        }
    }

    @Test
    void hasTheTablesOfTheSpecification() throws Exception {
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(SchemaSpecification.differences(connection, "user-service"))
                    .isEmpty();
        }
    }
}
