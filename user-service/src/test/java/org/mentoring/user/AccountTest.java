package org.mentoring.user;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.RowSecurityMatrix;
import org.mentoring.kit.test.SchemaSpecification;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@RealParts
class AccountTest {

    private final UUID id = UUID.randomUUID();

    @Test
    void makesTheAccountFromTheTokenAndTellsOthers() throws Exception {
        as(Tokens.of("Linus", id)
                        .roles("mentee")
                        .claim("zoneinfo", "Asia/Kolkata")
                        .claim("locale", "hi"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("user_id", equalTo(id.toString()))
                .body("time_zone", equalTo("Asia/Kolkata"))
                .body("mentee", equalTo(true))
                .body("mentor", equalTo(false));

        var event = events(1).getFirst();
        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.user.registered.v1");
        assertThat(TestTopics.header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(TestTopics.header(event, "ce_source")).isEqualTo("/mentoring/user-service");
        assertThat(TestTopics.header(event, "ce_subject")).isEqualTo(id.toString());
        assertThat(TestTopics.header(event, "ce_aggregateversion")).isEqualTo("1");
        assertThat(event.key()).isEqualTo(id.toString());
        assertMatchesSchema("org.mentoring.user.registered.v1", event.value());
        assertThat(new ObjectMapper().readTree(event.value()).path("locale").asText())
                .isEqualTo("hi");
    }

    @Test
    void registersOnceHoweverManyFirstCallsThereAre() throws Exception {
        var token = Tokens.of("Ken", id).roles("mentee").build();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/users/me"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(call -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                    .toList();
            assertThat(calls).extracting(call -> call.join().statusCode()).containsOnly(200);
        }
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(connection, "SELECT count(*) FROM outbox WHERE subject = ?", id))
                    .isEqualTo(1);
        }
    }

    @Test
    void changesAnAccountThatNobodyChangedInTheMeantime() {
        var token = Tokens.of("Margaret", id).roles("mentee");
        as(token).get("/api/v1/users/me").then().statusCode(200);
        var change = """
                {"name": "Margaret H.", "linkedin": "https://www.linkedin.com/in/mh", "dob": "1936-08-17",
                 "time_zone": "Europe/Berlin", "locale": "de"}""";
        as(token)
                .header("If-Match", "\"1\"")
                .body(change)
                .put("/api/v1/users/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Margaret H."));

        as(token)
                .header("If-Match", "\"1\"")
                .body(change)
                .put("/api/v1/users/me")
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem-type:mentoring:stale-version"));
        as(token).body(change).put("/api/v1/users/me").then().statusCode(428);
        assertThat(events(2))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2");
    }

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
    void letsTwoPeopleSwapTheirAddressesWhoeverComesFirst() throws Exception {
        var other = UUID.randomUUID();
        var first = "first-" + id + "@example.org";
        var second = "second-" + id + "@example.org";
        var ada = Tokens.of("Ada", id).roles("mentee");
        var bob = Tokens.of("Bob", other).roles("mentee");
        account(ada.claim("email", first).issued(-60)).statusCode(200);
        account(bob.claim("email", second).issued(-60)).statusCode(200);
        as(bob).body("{}").put("/api/v1/mentees/me").then().statusCode(201);

        account(ada.claim("email", second).issued(-30)).statusCode(200).body("email", equalTo(second));
        assertThat(stored("SELECT email FROM mentees WHERE id = ?", other)).isEqualTo(other + "@released.invalid");
        assertThat(TestTopics.read(
                                "mentoring.users", 2, event -> other.toString().equals(event.key()))
                        .getLast()
                        .value())
                .contains(other + "@released.invalid");
        account(bob.issued(-40)).statusCode(409).body("type", equalTo("urn:problem-type:mentoring:email-taken"));
        account(bob.claim("email", first).issued(-20)).statusCode(200).body("email", equalTo(first));
        account(ada.claim("email", first).issued(-60)).statusCode(200).body("email", equalTo(second));
        account(ada.claim("email", second).issued(-10)).statusCode(200).body("email", equalTo(second));
    }

    @Test
    void letsBothSwapTheirAddressesAtOnce() throws Exception {
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
    void takesNoAddressOnTheWordOfATokenThatDoesNotVerifyIt() throws Exception {
        var address = "wanted-" + id + "@example.org";
        account(Tokens.of("Grace", id).claim("email", address).issued(-60)).statusCode(200);
        var mallory = UUID.randomUUID();
        for (var claim : new Object[] {false, "no", "TRUE"}) {
            account(Tokens.of("Mallory", mallory).claim("email", address).claim("email_verified", claim))
                    .statusCode(409);
        }
        assertThat(stored("SELECT email FROM user_info WHERE user_id = ?", id)).isEqualTo(address);
    }

    @Test
    void givesAnAddressThatNobodyVerifiedToWhoVerifiedIt() {
        var address = "squatted-" + id + "@example.org";
        account(Tokens.of("Mallory", UUID.randomUUID()).claim("email", address).claim("email_verified", false))
                .statusCode(200);
        account(Tokens.of("Grace", id).claim("email", address).issued(-60))
                .statusCode(200)
                .body("email", equalTo(address));
    }

    @Test
    void doesNotGoBackToAnAddressOfAnOlderToken() {
        var token = Tokens.of("Ada", id);
        account(token.claim("email", "new-" + id + "@example.org").issued(-30)).statusCode(200);
        account(token.claim("email", "old-" + id + "@example.org").issued(-60))
                .statusCode(200)
                .body("email", equalTo("new-" + id + "@example.org"));
    }

    @Test
    void keepsWhatAMenteesProfileRepeatsOfTheAccountAsItStands() throws Exception {
        var token = Tokens.of("Margaret", id).roles("mentee").issued(-60);
        account(token).statusCode(200);
        as(token).body("{}").put("/api/v1/mentees/me").then().statusCode(201).header("ETag", "\"1\"");
        as(token)
                .header("If-Match", "\"1\"")
                .body("""
                        {"name": "Margaret H.", "linkedin": "https://www.linkedin.com/in/mh", "dob": "1936-08-17",
                         "time_zone": "Europe/Berlin", "locale": "de"}""")
                .put("/api/v1/users/me")
                .then()
                .statusCode(200);
        as(token)
                .get("/api/v1/mentees/me")
                .then()
                .header("ETag", "\"2\"")
                .body("name", equalTo("Margaret H."))
                .body("dob", equalTo("1936-08-17"))
                .body("linkedin", equalTo("https://www.linkedin.com/in/mh"));
        account(token.claim("email", "new-" + id + "@example.org").issued(0)).statusCode(200);
        as(token).get("/api/v1/mentees/me").then().body("email", equalTo("new-" + id + "@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Eve\r\nBcc: all@example.org", "Eve\u202E\u2028x", "Eve\0\u0007"})
    void putsANameOfTheTokenOnOneLine(String name) {
        account(Tokens.of(name, id)).statusCode(200).body("name", matchesPattern("Eve[\\P{Cc}&&[^\\p{Zl}\u202E]]*"));
    }

    @Test
    void takesMarkupInANameForTheTextThatItIs() {
        account(Tokens.of("<b onclick=\"x()\">Eve</b>", id))
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("name", equalTo("<b onclick=\"x()\">Eve</b>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            email | not-an-address
            email | line
            name  | long
            """)
    void refusesATokenOfWhichItCanMakeNoAccount(String claim, String value) {
        var wrong =
                switch (value) {
                    case "long" -> "x".repeat(201);
                    case "line" -> "eve@example.org\r\nBcc:all@example.org";
                    default -> value;
                };
        account(Tokens.of("Eve", id).claim(claim, wrong))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(claim));
    }

    @Test
    void showsAnAccountToNobodyElse() {
        as(Tokens.of("Linus", id).roles("mentee"))
                .get("/api/v1/users/me")
                .then()
                .statusCode(200);
        as(Tokens.of("Linus", id).roles("mentee"))
                .get("/api/v1/users/" + id)
                .then()
                .statusCode(200);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .get("/api/v1/users/" + id)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem-type:mentoring:not-found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name      | {"name": " ", "time_zone": "UTC", "locale": "en"}
            dob       | {"name": "A", "time_zone": "UTC", "locale": "en", "dob": "2999-01-01"}
            time_zone | {"name": "A", "time_zone": "Mars/Olympus", "locale": "en"}
            locale    | {"name": "A", "time_zone": "UTC", "locale": "not a language"}
            linkedin  | {"name": "A", "time_zone": "UTC", "locale": "en", "linkedin": "http://localhost/x"}
            linkedin  | {"name": "A", "time_zone": "UTC", "locale": "en", "linkedin": "https://10.0.0.1/x"}
            linkedin  | {"name": "A", "time_zone": "UTC", "locale": "en", "linkedin": "javascript:alert(1)"}
            name      | {"name": "A\\r\\nBcc: all@example.org", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "A\\u0000", "time_zone": "UTC", "locale": "en"}
            name      | {"name": "A\\u202e", "time_zone": "UTC", "locale": "en"}
            time_zone | {"name": "A", "time_zone": null, "locale": "en"}
            time_zone | {"name": "A", "time_zone": "+02:00", "locale": "en"}
            """)
    void namesTheFieldThatIsNotAcceptable(String field, String body) {
        as(Tokens.of("Linus", id).roles("mentee"))
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/v1/users/me")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field))
                .body("trace_id", notNullValue());
    }

    @Test
    void namesTheFieldThatIsTooLong() {
        var token = Tokens.of("Linus", id).roles("mentee");
        as(token)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"%s\", \"time_zone\": \"UTC\", \"locale\": \"en\"}".formatted("x".repeat(201)))
                .put("/api/v1/users/me")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("name"));
        as(token)
                .body("{\"biography\": \"%s\"}".formatted("x".repeat(5001)))
                .put("/api/v1/mentees/me")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("biography"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            linkedin_url      | http://www.linkedin.com/in/x
            linkedin_url      | https://user@www.linkedin.com/in/x
            profile_image_url | https://localhost/x.png
            profile_image_url | https://169.254.169.254/latest/meta-data
            profile_image_url | https://images.internal/x.png
            profile_image_url | data:image/png;base64,AAAA
            biography         | bell \\u0007
            """)
    void refusesWhatPointsInwardOrCannotBeReadInAMenteesProfile(String field, String value) {
        var token = Tokens.of("Linus", id).roles("mentee");
        account(token).statusCode(200);
        as(token)
                .body("{\"%s\": \"%s\"}".formatted(field, value))
                .put("/api/v1/mentees/me")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
        as(token).get("/api/v1/mentees/me").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "A", "time_zone": "UTC", "locale": "en", "admin": true}
            {"name": 7, "time_zone": "UTC", "locale": "en"}
            {"name": "A", "name": "B", "time_zone": "UTC", "locale": "en"}
            {"name": "A"
            """)
    void refusesWhatItCannotRead(String body) {
        as(Tokens.of("Linus", id).roles("mentee"))
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/v1/users/me")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem-type:mentoring:malformed"));
    }

    @Test
    void refusesTokensThatAreNotMeantForItOrNotGenuine() {
        for (var token : new String[] {
            Tokens.of("Eve", id).roles("admin").expired().build(),
            Tokens.of("Eve", id).roles("admin").audience("another-api").build(),
            Tokens.of("Eve", id)
                    .roles("admin")
                    .issuer("http://localhost/realms/other")
                    .build(),
            Tokens.of("Eve", id).roles("admin").forged().build(),
            Tokens.of("Eve", id).roles("admin").unsigned(),
            "not-a-token"
        }) {
            given().auth()
                    .oauth2(token)
                    .get("/api/v1/users/me")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem-type:mentoring:unauthenticated"));
        }
        given().get("/api/v1/users/me").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void refusesABodyOfTwoMegabytes() {
        as(Tokens.of("Linus", id).roles("mentee"))
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"" + "x".repeat(2_000_000) + "\"}")
                .put("/api/v1/users/me")
                .then()
                .statusCode(413);
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        given().get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void letsMentorsReadMenteesWithoutTheirPrivateFields() {
        var mentee = Tokens.of("Zelda " + id, id).roles("mentee");
        as(mentee).get("/api/v1/users/me").then().statusCode(200);
        as(mentee)
                .body("{\"biography\": \"Learning.\"}")
                .put("/api/v1/mentees/me")
                .then()
                .statusCode(201)
                .body("email", equalTo(id + "@example.org"));

        var mentor = Tokens.of("Ada", UUID.randomUUID()).roles("mentor");
        as(mentor)
                .queryParam("q", "zelda " + id)
                .get("/api/v1/mentees")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()))
                .body("items[0].containsKey('email')", equalTo(false))
                .body("next_cursor", equalTo(null));
        as(mentor).get("/api/v1/mentees/" + id).then().statusCode(200).body("containsKey('dob')", equalTo(false));
        as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                .get("/api/v1/mentees/" + id)
                .then()
                .statusCode(404);
        as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                .get("/api/v1/mentees")
                .then()
                .statusCode(403);
    }

    @Test
    void rowSecurityShowsNothingToAQueryThatForgotItsFilter() throws Exception {
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
        try (var written = AccountTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }

    @Test
    void hasTheTablesOfTheSpecification() throws Exception {
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(SchemaSpecification.differences(connection, "user-service"))
                    .isEmpty();
        }
    }

    private java.util.List<ConsumerRecord<String, String>> events(int count) {
        return TestTopics.read("mentoring.users", count, event -> id.toString().equals(event.key()));
    }

    private static ValidatableResponse account(Tokens token) {
        return as(token).get("/api/v1/users/me").then();
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

    private static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }

    private static void assertMatchesSchema(String type, String json) throws IOException {
        try (var schema = AccountTest.class.getResourceAsStream("/events/" + type + ".schema.json")) {
            var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            assertThat(registry.getSchema(schema).validate(json, InputFormat.JSON))
                    .isEmpty();
        }
    }
}
