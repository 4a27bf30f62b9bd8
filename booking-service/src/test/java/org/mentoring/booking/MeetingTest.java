package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** Where sessions meet. */
@QuarkusTest
@RealParts
class MeetingTest {

    private static final String LINK = "https://meet.example.org/ada?pwd=canary";

    private final Tokens mentee = Tokens.of("Linus", UUID.randomUUID()).roles("mentee");

    @Test
    void givesEachSessionARoomThatCannotBeGuessed() {
        var mentor = MentorFixture.available();
        var one = book(mentor, in(3, 10, 0))
                .body("meeting_url", matchesPattern("https://meet\\.jit\\.si/mentoring-[0-9a-f]{32}"))
                .extract()
                .<String>path("meeting_url");
        var other = book(mentor, in(3, 12, 0)).extract().<String>path("meeting_url");
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void meetsAtTheMentorsOwnLinkWhereThereIsOne() {
        var mentor = MentorFixture.available();
        var before = book(mentor, in(3, 10, 0)).extract();
        mentor.wanting("\"meeting_url\": \"" + LINK + "\"");
        as(mentor.token()).get("/api/v1/availability/settings").then().body("meeting_url", equalTo(LINK));
        var booked = book(mentor, in(3, 12, 0))
                .body("meeting_url", equalTo(LINK))
                .body("meeting_id", nullValue())
                .extract()
                .<String>path("id");
        as(mentee).get("/api/v1/bookings/" + booked + "/invite.ics").then().body(containsString("URL:" + LINK));
        // What was agreed stays agreed.
        as(mentee)
                .get("/api/v1/bookings/" + before.path("id"))
                .then()
                .body("meeting_url", equalTo(before.path("meeting_url")));

        mentor.wanting("\"meeting_url\": null");
        book(mentor, in(3, 14, 0)).body("meeting_url", containsString("meet.jit.si"));
    }

    @Test
    void showsTheMentorsLinkToNobodyWhoHasNotBooked() throws Exception {
        var mentor = MentorFixture.available().wanting("\"meeting_url\": \"" + LINK + "\"");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor,admin");
            assertThat(TestDatabase.count(
                            app, "SELECT count(*) FROM meeting_links WHERE mentor_id = '" + mentor.id() + "'"))
                    .isZero();
        }
        as(mentee)
                .queryParam("mentor_id", mentor.id())
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .body(not(containsString("canary")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://meet.example.org/ada",
                "javascript:alert(1)",
                "https://localhost/ada",
                "HTTPS://meet.example.org/ada",
                "https://meet.example.org/ada\\r\\nATTENDEE:mailto:x@example.org",
                "meet me"
            })
    void refusesALinkThatMayNotBeShown(String link) {
        as(MentorFixture.known().token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, "meeting_url": "%s",
                         "session_types": [{"name": "x", "duration_minutes": 60, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """.formatted(link))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("meeting_url"));
    }

    private ValidatableResponse book(MentorFixture mentor, OffsetDateTime start) {
        return as(mentee)
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
    }
}
