package org.mentoring.booking;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
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
    void namesBothSidesByTheAddressesOfTheirAccountsNow() throws Exception {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var told = attendees(mentee(linus), id);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "mailto:ada-" + mentor.id() + "@example.org", "mailto:" + linus + "@example.org");

        Accounts.tell(linus, "linus@example.net");
        Accounts.tell(mentor.id(), "ada@example.net");
        assertThat(attendees(mentee(linus), id))
                .isEqualTo(attendees(mentor.token(), id))
                .containsExactlyInAnyOrder("mailto:linus@example.net", "mailto:ada@example.net");
        as(mentor.token())
                .get("/api/v1/bookings/" + id)
                .then()
                .body("user_email", equalTo(linus + "@example.org"))
                .body("mentor_email", equalTo("ada-" + mentor.id() + "@example.org"));
    }

    @Test
    void namesNobodyByAnAddressThatTheAccountHasLost() throws Exception {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        Accounts.tell(linus, linus + "@released.invalid");
        assertThat(attendees(mentor.token(), id))
                .containsExactlyInAnyOrder(
                        "mailto:ada-" + mentor.id() + "@example.org", "mailto:" + linus + "@released.invalid");
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
        assertThat(text.replace("\r\n ", "")).contains("DESCRIPTION:" + note.replace(",", "\\,"));
    }

    private static List<String> attendees(Tokens side, String booking) throws Exception {
        var entry = as(side).get("/api/v1/bookings/" + booking + "/invite.ics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return new CalendarBuilder()
                .build(new StringReader(entry)).getComponents("VEVENT").getFirst().getProperties("ATTENDEE").stream()
                        .map(Property::getValue)
                        .toList();
    }
}
