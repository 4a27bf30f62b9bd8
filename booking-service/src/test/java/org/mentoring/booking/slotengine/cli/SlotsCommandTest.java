package org.mentoring.booking.slotengine.cli;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsCommandTest {

    private static final String QUESTION = """
            {"tz": "Europe/Berlin",
             "rules": [{"start": "2027-03-01T09:00:00", "end": "2027-03-01T12:00:00",
                        "recurrence": {"rrule": "FREQ=WEEKLY;BYDAY=MO", "exdates": ["2027-03-08"], "rdates": []}}],
             "windows": [{"start": "2027-03-29T12:00:00+02:00", "end": "2027-03-29T13:00:00+02:00", "status": "available"},
                         {"start": "2027-03-01T10:00:00+01:00", "end": "2027-03-01T10:10:00+01:00", "status": "blocked"}],
             "busy": [{"start": "2027-03-15T08:00:00Z", "end": "2027-03-15T10:00:00Z"}],
             "from": "2027-03-01T00:00:00Z", "to": "2027-04-01T00:00:00Z", "now": "2027-02-01T00:00:00Z",
             "duration_minutes": 60, "interval_minutes": 60, "minimum_notice_minutes": 60,
             "buffer_before_minutes": 0, "buffer_after_minutes": 0}
            """.replace("\n", " ");

    @Test
    void answersALineWithTheStartsOfItsSlots() throws IOException {
        assertThat(answers(QUESTION)).containsExactly("""
                ["2027-03-01T08:00:00Z","2027-03-01T10:00:00Z","2027-03-15T10:00:00Z",\
                "2027-03-22T08:00:00Z","2027-03-22T09:00:00Z","2027-03-22T10:00:00Z",\
                "2027-03-29T07:00:00Z","2027-03-29T08:00:00Z","2027-03-29T09:00:00Z","2027-03-29T10:00:00Z"]""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/Berlin          | Europe/Atlantis        | Europe/Atlantis
            FREQ=WEEKLY            | FREQ=HOURLY            | by the day
            2027-03-01T12:00:00"   | 2027-03-01T08:00:00"   | end must be after start
            "duration_minutes": 60 | "duration_minutes": 0  | duration must be positive
            "duration_minutes": 60 | "duration_minutes": "60" | Cannot coerce
            "duration_minutes": 60, |                       | duration_minutes is missing
            "tz"                   | "timezone"             | timezone
            blocked                | busy                   | available or blocked
            "busy"                 | "busy" oops            | Unexpected character
            2027-02-01T00:00:00Z   | yesterday              | yesterday
            FREQ=WEEKLY            | FREQ=DAILY;INTERVAL=2147483647 | INTERVAL
            FREQ=WEEKLY            | FREQ=WEEKLY;BYSETPOS=2 | rarely
            2027-04-01T00:00:00Z   | 9027-04-01T00:00:00Z   | at most 3660 days
            2027-04-01T00:00:00Z   | +999999999-12-31T23:59:59Z | at most 3660 days
            """)
    void answersALineThatMakesNoSenseWithWhatIsWrongAndGoesOn(String part, String replacement, String message)
            throws IOException {
        var wrong = QUESTION.replace(part, replacement == null ? "" : replacement);
        var answers = answers(wrong + "\n\n" + QUESTION);
        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst()).startsWith("{\"error\":\"").contains(message);
        assertThat(answers.getLast()).startsWith("[\"2027-03-01T08:00:00Z\"");
    }

    @Test
    void answersWhatIsNoObject() throws IOException {
        assertThat(answers("null\n[]\n42\n\"x\"\n{}")).hasSize(5).allMatch(answer -> answer.startsWith("{\"error\":"));
    }

    private static List<String> answers(String input) throws IOException {
        var out = new StringWriter();
        SlotsCommand.answerAll(new StringReader(input), out);
        return out.toString().lines().toList();
    }
}
