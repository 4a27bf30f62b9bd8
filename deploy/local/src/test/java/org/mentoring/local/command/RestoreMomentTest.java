package org.mentoring.local.command;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.local.platform.Backups.Window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A moment is understood as people write it, and refused by a sentence that says what to do. */
class RestoreMomentTest {

    private static final Instant BACKUP = Instant.parse("2027-01-31T08:00:00.5Z");
    private static final Optional<Window> SINCE_THEN = Optional.of(new Window(BACKUP, Optional.empty(), 60));

    private final RestoreMoment moments =
            new RestoreMoment(Clock.fixed(Instant.parse("2027-01-31T12:00:00Z"), ZoneId.of("Europe/Berlin")));

    @ParameterizedTest
    @CsvSource({
        "12:59, 2027-01-31T11:59:00Z",
        "12:59:07, 2027-01-31T11:59:07Z",
        "12:59:07.25, 2027-01-31T11:59:07.25Z",
        "2027-01-31 12:59, 2027-01-31T11:59:00Z",
        "2027-01-31T12:59:30, 2027-01-31T11:59:30Z",
        "2027-01-31 11:59:00+00, 2027-01-31T11:59:00Z",
        "2027-01-31 11:59:00-0000, 2027-01-31T11:59:00Z",
        "2027-01-31T11:59:00.123456Z, 2027-01-31T11:59:00.123456Z",
        "2027-01-31T17:29:00+05:30, 2027-01-31T11:59:00Z"
    })
    void acceptsEveryTimeFormat(String text, Instant moment) {
        assertThat(moments.of(text, SINCE_THEN)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "25:00", "2027-02-30 10:00", "2027-01-31", "", "1769860000"})
    void refusesTextThatIsNoTime(String text) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> moments.of(text, SINCE_THEN))
                .withMessageStartingWith("\"" + text + "\" is not a time: write 11:59");
    }

    @Test
    void refusesAMomentBeforeTheBackupAndSaysWhatCanBeRestored() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> moments.of("2027-01-31T08:00:00Z", SINCE_THEN))
                .withMessage("2027-01-31T08:00:00Z is before the backup: the first moment that can be restored is"
                        + " 2027-01-31T08:00:01Z.");
        assertThat(moments.of("2027-01-31T08:00:01Z", SINCE_THEN)).isAfter(BACKUP);
    }

    @Test
    void refusesTheFuture() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> moments.of("13:01", SINCE_THEN))
                .withMessage("2027-01-31T12:01:00Z is in the future.");
    }

    @Test
    void refusesEveryMomentWithoutABackup() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> moments.of("12:59", Optional.empty()))
                .withMessageStartingWith("There is no backup; ./platform backup makes one");
    }

    @Test
    void refusesAMomentAfterTheArchiveWasFull() {
        var full = Optional.of(new Window(BACKUP, Optional.of(Instant.parse("2027-01-31T11:00:00Z")), 60));
        assertThat(moments.of("12:00", full)).isEqualTo("2027-01-31T11:00:00Z");
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> moments.of("12:01", full))
                .withMessageContaining("changes were kept until 2027-01-31T11:00:00Z");
    }
}
