package org.mentoring.notification;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.RowSecurityMatrix;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@RealParts
class RowSecurityTest {

    @Test
    void letsEachDoToARowWhatIsWrittenDownAndNoMore() throws Exception {
        try (var written = RowSecurityTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }

    @Test
    void tellsTheAddressOfAnAccountToThatPersonAndAdminsAlone() throws Exception {
        var linus = UUID.randomUUID();
        var email = linus + "@example.org";
        BookingStory.tellPerson(linus, 1, email, "Asia/Kolkata", "en");
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", linus);

        assertThat(emailAsSeenBy(linus, "mentee", linus)).containsExactly(email, "mentee");
        assertThat(emailAsSeenBy(UUID.randomUUID(), "admin", linus)).containsExactly(email, "admin");
        assertThat(emailAsSeenBy(UUID.randomUUID(), "mentee,mentor", linus)).containsExactly(null, "mentee,mentor");
        assertThat(emailAsSeenBy(null, "mentee,mentor", linus)).containsExactly(null, "mentee,mentor");
    }

    /** The address, and the roles that remain afterwards. */
    private static List<String> emailAsSeenBy(UUID user, String roles, UUID person) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, user, roles);
            try (var statement = app.prepareStatement("SELECT account_email(?), current_setting('app.roles')")) {
                statement.setObject(1, person);
                var row = statement.executeQuery();
                row.next();
                return Arrays.asList(row.getString(1), row.getString(2));
            }
        }
    }
}
