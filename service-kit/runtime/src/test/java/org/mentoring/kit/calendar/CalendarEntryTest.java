package org.mentoring.kit.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.text.TextFiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CalendarEntryTest {

    private static final Instant START = Instant.parse("2027-03-15T14:00:00Z");
    private static final CalendarEntry ENTRY = entry("Talk", "See you", "en", "linus@example.org");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029&&[^\\r\\n]]");

    @Test
    void leavesNoControlCharacterToBeTakenForALineEnd() {
        for (var control :
                List.of("\r", "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\u0000", "\u001b")) {
            var injected = "See you" + control + "ATTENDEE:mailto:injected@evil.example" + control + "X-REST: ";
            for (var text : List.of(
                    entry(injected, injected, "en", "linus@example.org").request(),
                    entry(injected, injected, "en", "linus@example.org").publish(false),
                    entry(injected, injected, "en", "linus@example.org").cancel())) {
                assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
                assertThat(CONTROLS.matcher(text).find()).as("%s", text).isFalse();
                assertThat(text.replace("\r\n ", "").lines()).noneMatch(line -> line.startsWith("ATTENDEE:"));
            }
        }
    }

    @Test
    void writesTheSameEventForMailsAndFiles() {
        var invitation = ENTRY.request().replaceAll("\r\n ", "");
        var file = ENTRY.publish(false).replaceAll("\r\n ", "");
        assertThat(file).contains("METHOD:PUBLISH\r\n").doesNotContain("ATTENDEE");
        assertThat(invitation).contains("METHOD:REQUEST\r\n");
        assertThat(invitation.lines().filter(line -> !line.startsWith("ATTENDEE") && !line.startsWith("METHOD")))
                .containsExactlyElementsOf(
                        file.lines().filter(line -> !line.startsWith("METHOD")).toList());
        assertThat(file)
                .contains("UID:1@example.org", "SEQUENCE:3", "DTSTAMP:20270301T080000Z", "BEGIN:VALARM", "TRIGGER")
                .contains("ORGANIZER;CN=Platform:mailto:calendar@example.org")
                .contains("URL:https://meet.example.org/room", "LOCATION:https://meet.example.org/room");
    }

    @Test
    void writesWhatTheSpecificationsAllow() throws Exception {
        for (var text : List.of(
                ENTRY.request(),
                ENTRY.cancel(),
                ENTRY.publish(false),
                ENTRY.publish(true),
                entry("", null, "hi", "a@b.example").request())) {
            assertThat(new CalendarBuilder()
                            .build(new StringReader(text))
                            .validate(true)
                            .getEntries())
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void saysHowToMoveAndThatAnAnswerCancelsNothing() throws Exception {
        assertThat(value(ENTRY.request(), "DESCRIPTION")).isEqualTo("""
                        Join: https://meet.example.org/room

                        See you

                        Move or cancel: https://app.example.org/bookings/1
                        Answering this invitation in your calendar cancels nothing.""");
    }

    @Test
    void isInTheLanguageOfTheReaderWithoutIsolates() throws Exception {
        for (var language : TextFiles.LANGUAGES) {
            var entry = entry("Talk", null, language + "-EG", "linus@example.org");
            assertThat(entry.request()).doesNotContain("\u2068", "\u2069", "\u2066", "\u2067");
            assertThat(value(entry.request(), "DESCRIPTION").lines())
                    .anyMatch(line -> line.endsWith(" https://meet.example.org/room"))
                    .anyMatch(line -> line.endsWith(" https://app.example.org/bookings/1"));
        }
        assertThat(value(entry("Talk", null, "de", "a@b.example").request(), "SUMMARY"))
                .isEqualTo("Talk: Ada Lovelace und Linus");
        assertThat(value(entry("Talk", null, "nl", "a@b.example").request(), "SUMMARY"))
                .isEqualTo("Talk: Ada Lovelace and Linus");
    }

    @Test
    void namesPeopleByTheAddressThatTheirMailsGoTo() throws Exception {
        var attendees = event(entry("Talk", null, "en", "jörg@bücher.example").request())
                .getProperties("ATTENDEE");
        assertThat(attendees.stream().map(Property::getValue))
                .containsExactly("mailto:ada@example.org", "mailto:j%C3%B6rg@xn--bcher-kva.example");
        assertThat(entry("Talk", null, "en", "who?cc=eve@example.org").request().replace("\r\n ", ""))
                .contains(":mailto:who%3Fcc=eve@example.org\r\n");
    }

    @Test
    void cancelsWithTheReasonAndWithoutThePlace() throws Exception {
        var cancelled = ENTRY.cancel();
        assertThat(cancelled)
                .contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3")
                .doesNotContain("LOCATION", "URL:", "VALARM", "meet.example.org");
        assertThat(value(cancelled, "DESCRIPTION")).isEqualTo("This session is cancelled.\nReason: I am ill");
    }

    @Test
    void leavesOutLinksThatAreNoWebAddresses() {
        for (var odd : List.of("javascript:alert(1)", "no address", "https://")) {
            var entry = new CalendarEntry(
                    ENTRY.uid(),
                    0,
                    START,
                    START,
                    START.plusSeconds(60),
                    "Talk",
                    ENTRY.organizer(),
                    ENTRY.first(),
                    ENTRY.second(),
                    odd,
                    null,
                    null,
                    ENTRY.manageUrl(),
                    Locale.ENGLISH);
            assertThat(entry.request()).doesNotContain("LOCATION", "URL:", "Join");
        }
    }

    @Test
    void isFoldedByOctets() throws Exception {
        var note = "संकलक के बारे में, über Übersetzer, 编译器 🐧 ".repeat(8).strip();
        var text = entry("Talk", note, "hi", "linus@example.org").request();
        assertThat(text.lines()).allMatch(line -> line.getBytes(UTF_8).length <= 75);
        assertThat(value(text, "DESCRIPTION")).contains(note);
    }

    @Test
    void saysTheSameInEveryLanguage() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/calendar"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".properties", "")))
                    .containsExactlyInAnyOrderElementsOf(TextFiles.LANGUAGES);
        }
        for (var language : TextFiles.LANGUAGES) {
            assertThat(CalendarWords.texts(language).keySet())
                    .isEqualTo(CalendarWords.texts("en").keySet());
        }
    }

    private static CalendarEntry entry(String topic, String note, String language, String email) {
        return new CalendarEntry(
                "1@example.org",
                3,
                Instant.parse("2027-03-01T08:00:00Z"),
                START,
                START.plusSeconds(3600),
                topic,
                new CalendarEntry.Person("Platform", "calendar@example.org"),
                new CalendarEntry.Person("Ada Lovelace", "ada@example.org"),
                new CalendarEntry.Person("Linus", email),
                "https://meet.example.org/room",
                note,
                "I am ill",
                URI.create("https://app.example.org/bookings/1"),
                Locale.forLanguageTag(language));
    }

    private static String value(String text, String property) throws Exception {
        return event(text).getProperty(property).map(Property::getValue).orElseThrow();
    }

    private static VEvent event(String text) throws IOException, ParserException {
        return (VEvent) new CalendarBuilder()
                .build(new StringReader(text))
                .getComponents("VEVENT")
                .getFirst();
    }
}
