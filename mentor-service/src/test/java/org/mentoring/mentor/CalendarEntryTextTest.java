package org.mentoring.mentor;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the entries of bookings say, and that they are those of the mailed invitations. */
@Tag("slow")
@QuarkusTest
@RealParts
class CalendarEntryTextTest extends CalendarEntryCase {

    @Test
    void saysInTheEntryWhoComesAndWhereToMeet() {
        var account = new CalendarAccount("google").connected();

        publish("confirmed", account, 1, at(0));

        awaitStarts(account, at(0));
        var event = account.shown();
        assertThat(event.getString("events[0].summary")).isEqualTo("standard: Ada and Linus");
        assertThat(event.getString("events[0].location")).isEqualTo("https://meet.example/room");
        assertThat(event.getString("events[0].description"))
                .contains("About kernels", "Move or cancel: http://localhost:8080/bookings/" + booking);
    }

    /** Google shows a description as HTML, Microsoft one that is said to be text as it is. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            google, &lt;a href='https://evil.example'&gt;https://meet.example/room&lt;/a&gt; &amp;amp;
            microsoft, <a href='https://evil.example'>https://meet.example/room</a> &amp;
            """)
    void showsTheMarkupOfANoteAsItWasTyped(String provider, String written) {
        var account = new CalendarAccount(provider).connected();
        var note = "<a href='https://evil.example'>https://meet.example/room</a> &amp;";

        publish("confirmed", account, 1, at(0), note);

        awaitStarts(account, at(0));
        assertThat(account.shown()
                        .getString("events[0]." + (provider.equals("google") ? "description" : "body.content")))
                .contains(written);
    }

    @Test
    void writesTheEventOfTheInvitationToGoogle() {
        var account = new CalendarAccount("google").connected();

        publish("confirmed", account, 1, at(0));

        awaitStarts(account, at(0));
        var event = account.shown();
        assertThat(event.getString("events[0].iCalUID")).isEqualTo(booking + "@mentoring.example.org");
        assertThat(event.getInt("events[0].sequence")).isZero();
        assertThat(event.getString("events[0].organizer.email")).isEqualTo("calendar@mentoring.example.org");
        assertThat(event.getString("events[0].attendees[0].email")).isEqualTo(event.getString("address"));
        assertThat(event.getString("events[0].attendees[0].responseStatus")).isEqualTo("accepted");
    }

    @Test
    void changesTheEventThatALaterInvitationHasWritten() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));
        account.arrange(Map.of("sequence", 7));

        publish("rescheduled", account, 2, at(3));

        awaitStarts(account, at(3));
        assertThat(account.shown().getInt("events[0].sequence")).isEqualTo(7);
    }

    @Test
    void bringsBackAnEntryThatTheMentorDeletedAfterALaterInvitation() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));
        account.arrange(Map.of("sequence", 7, "deleted", true));

        publish("rescheduled", account, 2, at(3));

        awaitStarts(account, at(3));
    }

    @Test
    void writesNamesAndNotesAsTextAlone() {
        var account = new CalendarAccount("google").connected();
        var note = "a\\rATTENDEE:mailto:x@example.org\\u2028b\\u202Ec";

        publish("confirmed", account, 1, at(0), note);
        awaitStarts(account, at(0));
        assertThat(account.shown().getString("events[0].description"))
                .contains("a\nATTENDEE:mailto:x@example.org\nb c");
    }
}
