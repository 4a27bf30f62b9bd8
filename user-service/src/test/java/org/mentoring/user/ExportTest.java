package org.mentoring.user;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** Everything that is known of a person, as an archive. */
@QuarkusTest
@RealParts
class ExportTest extends AccountCase {

    private final Tokens token = Tokens.of("Margaret", id).roles("mentee");

    @Test
    void isReadyOnceAllServicesHaveProvidedTheirData() throws Exception {
        account(token).statusCode(200);
        var export = UUID.fromString(as(token)
                .get("/api/v1/users/me/export")
                .then()
                .statusCode(202)
                .header("Retry-After", notNullValue())
                .body("status", equalTo("pending"))
                .extract()
                .path("export_id"));
        as(token).get("/api/v1/users/me/export").then().statusCode(202).body("export_id", equalTo(export.toString()));

        provide(export, "mentor-service", 1, 1, "{}");
        provide(export, "review-service", 1, 1, "{}");
        provide(export, "notification-service", 1, 1, "{}");
        // In any order, and twice.
        provide(export, "booking-service", 2, 2, " 1}");
        provide(export, "booking-service", 2, 2, " 1}");
        as(token).get("/api/v1/users/me/export").then().statusCode(202);
        provide(export, "booking-service", 1, 2, "{\"bookings\":");

        await().atMost(2, MINUTES)
                .until(() -> as(token).get("/api/v1/users/me/export").statusCode() == 200);
        var archive = as(token)
                .get("/api/v1/users/me/export")
                .then()
                .contentType("application/zip")
                .extract()
                .asByteArray();
        var documents = unpack(archive);
        assertThat(documents).hasSize(5);
        assertThat(documents.get("booking-service.json")).isEqualTo("{\"bookings\": 1}");
        var account = new ObjectMapper().readTree(documents.get("user-service.json"));
        assertThat(account.path("account").path("name").asText()).isEqualTo("Margaret");
        assertThat(TestTopics.read("mentoring.exports", 1, event -> isReady(event.value(), export)))
                .isNotEmpty();
    }

    @Test
    void isAvailableOnlyToItsOwner() {
        var other = Tokens.of("Eve", UUID.randomUUID()).roles("mentee");
        var mine = as(token)
                .get("/api/v1/users/me/export")
                .then()
                .statusCode(202)
                .extract()
                .path("export_id");
        as(other)
                .get("/api/v1/users/me/export")
                .then()
                .statusCode(202)
                .body("export_id", org.hamcrest.Matchers.not(equalTo(mine)));
    }

    @Test
    void keepsPublishedPartsForADay() throws Exception {
        var old = UUID.randomUUID();
        var recent = UUID.randomUUID();
        try (var database = TestDatabase.asSuperuser();
                var insert = database.prepareStatement("""
                        INSERT INTO outbox (topic, type, subject, aggregate_version, data, published_at)
                        VALUES ('mentoring.exports', 'org.mentoring.export.provided.v1', ?, 2, '{}', now() - make_interval(hours => ?))
                        """)) {
            for (var part : Map.of(old, 25, recent, 23).entrySet()) {
                insert.setObject(1, part.getKey());
                insert.setInt(2, part.getValue());
                insert.executeUpdate();
            }
            var count = "SELECT count(*) FROM outbox WHERE subject = ?";
            await().atMost(2, MINUTES).until(() -> TestDatabase.count(database, count, old) == 0);
            assertThat(TestDatabase.count(database, count, recent)).isEqualTo(1);
        }
    }

    private static boolean isReady(String data, UUID export) {
        return data.contains("expires_at") && data.contains(export.toString());
    }

    private void provide(UUID export, String service, int part, int parts, String content) {
        var data = new ObjectMapper()
                .createObjectNode()
                .put("export_id", export.toString())
                .put("user_id", id.toString())
                .put("service", service)
                .put("part", part)
                .put("parts", parts)
                .put("content", content);
        TestTopics.publish(
                "mentoring.exports",
                service + export + part,
                "/mentoring/" + service,
                "org.mentoring.export.provided.v1",
                export,
                part + 1L,
                data.toString());
    }

    private static Map<String, String> unpack(byte[] archive) throws Exception {
        var documents = new HashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                documents.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return documents;
    }
}
