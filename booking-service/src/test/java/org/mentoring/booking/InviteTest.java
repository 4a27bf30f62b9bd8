package org.mentoring.booking;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** The calendar entry of a booking, as it is fetched. */
@QuarkusTest
@RealParts
class InviteTest {

    private final UUID linus = UUID.randomUUID();

    @Test
    void isForBothSidesAlone() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var entry = as(mentee(linus))
                .get("/api/v1/bookings/" + id + "/invite.ics")
                .then()
                .statusCode(200)
                .contentType("text/calendar")
                .extract()
                .asString();
        assertThat(entry)
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains("UID:" + id + "@")
                .contains("SEQUENCE:0")
                .contains("STATUS:CONFIRMED");
        as(mentee(UUID.randomUUID()))
                .get("/api/v1/bookings/" + id + "/invite.ics")
                .then()
                .statusCode(404);
    }

    @Test
    void invitesNobodyAndIsCompleteByItself() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var entry = entry(mentee(linus), id);
        assertThat(entry)
                .contains("METHOD:PUBLISH", "ORGANIZER;CN=Mentoring platform:mailto:calendar@mentoring.example.org")
                .contains("BEGIN:VALARM", "Move or cancel: http://localhost:8080/bookings/" + id)
                .doesNotContain("ATTENDEE", "@example.org\r\n");
        assertThat(entry(mentor.token(), id)).contains("DTSTAMP:" + property(entry, "DTSTAMP"));
    }

    @Test
    void isInTheLanguageOfItsReader() throws Exception {
        Accounts.tell(linus, linus + "@example.org");
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        assertThat(property(entry(mentee(linus), id), "SUMMARY")).contains(" और ");
        assertThat(property(entry(mentor.token(), id), "SUMMARY")).contains(" and ");
    }

    @Test
    void followsTheLanguageThatItsReaderHasNow() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        assertThat(property(entry(mentee(linus), id), "SUMMARY")).contains(" and ");
        Accounts.tell(linus, linus + "@example.org");
        assertThat(property(entry(mentee(linus), id), "SUMMARY")).contains(" और ");
        assertThat(property(entry(mentor.token(), id), "SUMMARY")).contains(" and ");
    }

    @Test
    void isInTheLanguageThatItsReaderChoseForMails() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        Accounts.tell(linus, linus + "@example.org");
        var before = entry(mentee(linus), id);
        await().until(() -> OffsetDateTime.now().isAfter(stamp(before).plusSeconds(1)));
        Accounts.choose(linus, "\"de\"", 1);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(property(entry(mentee(linus), id), "SUMMARY"))
                        .contains(" und "));
        assertThat(stamp(entry(mentee(linus), id))).isAfter(stamp(before));
        assertThat(property(entry(mentor.token(), id), "SUMMARY")).contains(" and ");
        Accounts.choose(linus, "null", 2);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(property(entry(mentee(linus), id), "SUMMARY"))
                        .contains(" और "));
    }

    /** RFC 5546, section 2.1.5: of two entries of one sequence the one with the later DTSTAMP counts. */
    @Test
    void isLaterThanWhatShowedTheFormerName() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var before = entry(mentor.token(), id);
        await().until(() -> OffsetDateTime.now().isAfter(stamp(before).plusSeconds(1)));
        Accounts.tell(linus, linus + "@example.org");
        var after = entry(mentor.token(), id);
        assertThat(property(after, "SUMMARY")).isNotEqualTo(property(before, "SUMMARY"));
        assertThat(property(after, "SEQUENCE")).isEqualTo(property(before, "SEQUENCE"));
        assertThat(stamp(after)).isAfter(stamp(before));
        assertThat(entry(mentee(linus), id)).contains("DTSTAMP:" + property(after, "DTSTAMP"));
    }

    private static OffsetDateTime stamp(String entry) {
        return LocalDateTime.parse(property(entry, "DTSTAMP"), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                .atOffset(ZoneOffset.UTC);
    }

    @Test
    void growsItsSequenceWithTheConfirmationAndTheCancellation() {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        as(mentee(linus)).get("/api/v1/bookings/" + id + "/invite.ics").then().statusCode(409);
        as(mentor.token()).post("/api/v1/bookings/" + id + "/accept").then().statusCode(200);
        var confirmed = entry(mentee(linus), id);
        assertThat(property(confirmed, "SEQUENCE")).isEqualTo("1");
        as(mentor.token())
                .body("{\"reason\": \"I am ill\"}")
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(200);
        var cancelled = entry(mentee(linus), id);
        assertThat(property(cancelled, "SEQUENCE")).isEqualTo("2");
        assertThat(cancelled).contains("STATUS:CANCELLED").doesNotContain("LOCATION", "URL:", "VALARM");
        assertThat(property(cancelled, "DESCRIPTION")).isEqualTo("This session is cancelled.\nReason: I am ill");
        assertThat(property(cancelled, "DTSTAMP")).isGreaterThanOrEqualTo(property(confirmed, "DTSTAMP"));
    }

    @Test
    void namesPeopleAsTheyAreCalledNow() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        Accounts.tell(linus, linus + "@example.org");
        assertThat(property(entry(mentor.token(), id), "SUMMARY")).contains("Linus B. Torvalds");
        as(mentor.token()).get("/api/v1/bookings/" + id).then().body("user_name", equalTo("Linus B. Torvalds"));
    }

    @Test
    void takesNoControlCharacterOfANoteForALineEnd() {
        var mentor = MentorFixture.available();
        var id = as(mentee(linus))
                .body("""
                        {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session",
                         "note": "See you\\rATTENDEE:mailto:injected@evil.example\\rURL:https://evil.example/"}
                        """.formatted(mentor.id(), in(4, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        assertThat(entry(mentor.token(), id).replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void isFoldedByOctets() {
        var note = "संकलक के बारे में, über Übersetzer, 编译器 ".repeat(8).strip();
        var id = as(mentee(linus))
                .body("""
                        {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "note": "%s"}
                        """.formatted(MentorFixture.available().id(), in(4, 10, 0), note))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var entry = as(mentee(linus))
                .get("/api/v1/bookings/" + id + "/invite.ics")
                .then()
                .extract()
                .body()
                .asByteArray();
        var text = new String(entry, StandardCharsets.UTF_8);
        assertThat(text.lines()).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(text.replace("\r\n ", "")).contains(note.replace(",", "\\,"));
    }

    /** Unfolded. */
    private static String entry(Tokens side, String booking) {
        return as(side).get("/api/v1/bookings/" + booking + "/invite.ics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replace("\r\n ", "");
    }

    private static String property(String entry, String name) {
        try {
            return new CalendarBuilder()
                    .build(new StringReader(entry))
                    .getComponents("VEVENT")
                    .getFirst()
                    .getProperty(name)
                    .map(Property::getValue)
                    .orElseThrow();
        } catch (IOException | ParserException e) {
            throw new AssertionError(e);
        }
    }
}
