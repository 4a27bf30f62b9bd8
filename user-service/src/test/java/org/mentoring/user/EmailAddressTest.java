package org.mentoring.user;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@RealParts
class EmailAddressTest extends AccountCase {

    @Test
    void followsAnAddressThatChangedAtTheIdentityProvider() {
        as(Tokens.of("Ada", id).roles("mentor")).get("/api/v1/users/me").then().statusCode(200);
        as(Tokens.of("Ada", id).roles("mentor").claim("email", "NEW-" + id + "@example.org"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("email", equalTo("new-" + id + "@example.org"));
    }

    @Test
    void refusesAnAddressThatAnotherAccountHas() throws Exception {
        as(Tokens.of("Grace", id).roles("mentor"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200);
        var other = UUID.randomUUID();
        as(Tokens.of("Mallory", other)
                        .roles("mentee")
                        .claim("email", id + "@example.org")
                        .issued(-60))
                .get("/api/v1/users/me")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem-type:mentoring:email-taken"));
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM users WHERE user_id = ?", other))
                    .isZero();
        }
    }

    @Test
    void letsTwoPeopleSwapTheirAddressesInAnyOrder() throws Exception {
        var other = UUID.randomUUID();
        var first = "first-" + id + "@example.org";
        var second = "second-" + id + "@example.org";
        var ada = Tokens.of("Ada", id).roles("mentee");
        var bob = Tokens.of("Bob", other).roles("mentee");
        account(ada.claim("email", first).issued(-60)).statusCode(200);
        account(bob.claim("email", second).issued(-60)).statusCode(200);
        as(bob).body("{}").put("/api/v1/mentees/me").then().statusCode(201);

        account(ada.claim("email", second).issued(-30)).statusCode(200).body("email", equalTo(second));
        assertThat(stored("SELECT email FROM mentees WHERE id = ?", other)).isEqualTo(other + "@unverified.invalid");
        assertThat(TestTopics.read(
                                "mentoring.users", 2, event -> other.toString().equals(event.key()))
                        .getLast()
                        .value())
                .contains("\"email\": null");
        account(bob.issued(-40)).statusCode(409).body("type", equalTo("urn:problem-type:mentoring:email-taken"));
        account(bob.claim("email", first).issued(-20)).statusCode(200).body("email", equalTo(first));
        account(ada.claim("email", first).issued(-60)).statusCode(200).body("email", equalTo(second));
        account(ada.claim("email", second).issued(-10)).statusCode(200).body("email", equalTo(second));
    }

    @Test
    void movesAnAddressFromAMenteesProfileToASuspendedMentor() throws Exception {
        var address = "given-" + id + "@example.org";
        var bob = Tokens.of("Bob", id).roles("mentee").claim("email", address).issued(-60);
        account(bob).statusCode(200);
        as(bob).body("{}").put("/api/v1/mentees/me").then().statusCode(201);
        var suspended = UUID.randomUUID();
        suspend(suspended);

        account(Tokens.of("Ada", suspended)
                        .roles("mentor")
                        .claim("email", address)
                        .issued(-30))
                .statusCode(200)
                .body("email", equalTo(address));

        assertThat(stored("SELECT email FROM mentees WHERE id = ?", id)).isEqualTo(id + "@unverified.invalid");
    }

    @Test
    void letsTwoPeopleSwapTheirAddressesConcurrently() throws Exception {
        var other = UUID.randomUUID();
        var first = "first-" + id + "@example.org";
        var second = "second-" + id + "@example.org";
        var ada = Tokens.of("Ada", id);
        var bob = Tokens.of("Bob", other);
        account(ada.claim("email", first).issued(-60)).statusCode(200);
        account(bob.claim("email", second).issued(-60)).statusCode(200);
        ada.claim("email", second).issued(-30);
        bob.claim("email", first).issued(-30);

        Stream.of(ada, bob)
                .map(token -> CompletableFuture.supplyAsync(() -> account(token)))
                .toList()
                .forEach(answer -> answer.join().statusCode(200));

        account(ada).body("email", equalTo(second));
        account(bob).body("email", equalTo(first));
    }

    @Test
    void ignoresAnAddressThatTheTokenDoesNotVerify() throws Exception {
        var address = "wanted-" + id + "@example.org";
        account(Tokens.of("Grace", id).claim("email", address).issued(-60)).statusCode(200);
        var mallory = UUID.randomUUID();
        for (var claim : new Object[] {false, "no", "TRUE"}) {
            account(Tokens.of("Mallory", mallory).claim("email", address).claim("email_verified", claim))
                    .statusCode(200)
                    .body("email", nullValue());
        }
        assertThat(stored("SELECT email FROM user_info WHERE user_id = ?", id)).isEqualTo(address);
        assertThat(stored("SELECT email FROM user_info WHERE user_id = ?", mallory))
                .isEqualTo(mallory + "@unverified.invalid");
    }

    @Test
    void publishesNoUnverifiedAddress() {
        var token = Tokens.of("Mallory", id).roles("mentee").claim("email_verified", false);
        account(token).statusCode(200).body("email", nullValue());
        as(token).body("{}").put("/api/v1/mentees/me").then().statusCode(201).body("email", nullValue());
        assertThat(TestTopics.read("mentoring.users", 1, event -> id.toString().equals(event.key()))
                        .getFirst()
                        .value())
                .contains("\"email\": null")
                .doesNotContain("@");
    }

    @Test
    void changesTheAddressWhenTheNewOneIsVerified() {
        var former = "former-" + id + "@example.org";
        var stranger = "stranger-" + id + "@example.org";
        var token = Tokens.of("Mallory", id);
        account(token.claim("email", former).issued(-60)).statusCode(200).body("email", equalTo(former));
        account(token.claim("email", stranger).claim("email_verified", false).issued(-30))
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("email", equalTo(former));
        account(token.claim("email_verified", true).issued(-10))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("email", equalTo(stranger));
    }

    @Test
    void followsTheRolesOfATokenWithoutAnAddress() {
        account(Tokens.of("Ada", id).roles("mentee").issued(-60)).statusCode(200);
        account(Tokens.of("Ada", id)
                        .roles("mentee", "mentor")
                        .claim("email_verified", false)
                        .issued(-30))
                .body("mentor", equalTo(true))
                .body("email", equalTo(id + "@example.org"));
        account(Tokens.of("Ada", id).roles("mentee").issued(-40)).body("mentor", equalTo(true));
    }

    /** Whose newer token tells of an address that nobody verified has not proved the former one anew. */
    @Test
    void movesAnAddressToWhoeverVerifiedItAfterItsHolderChangedIt() {
        var address = "left-" + id + "@example.org";
        var holder = Tokens.of("Mallory", UUID.randomUUID());
        account(holder.claim("email", address).issued(-60)).statusCode(200);
        account(holder.claim("email", "next-" + id + "@example.org")
                        .claim("email_verified", false)
                        .roles("mentee")
                        .issued(-20))
                .statusCode(200);
        account(Tokens.of("Grace", id).claim("email", address).issued(-40))
                .statusCode(200)
                .body("email", equalTo(address));
        account(holder.issued(-10)).body("email", nullValue());
    }

    @Test
    void doesNotGoBackToAnAddressOfAnOlderToken() {
        var token = Tokens.of("Ada", id);
        account(token.claim("email", "new-" + id + "@example.org").issued(-30)).statusCode(200);
        account(token.claim("email", "old-" + id + "@example.org").issued(-60))
                .statusCode(200)
                .body("email", equalTo("new-" + id + "@example.org"));
    }

    private static String stored(String sql, UUID id) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
