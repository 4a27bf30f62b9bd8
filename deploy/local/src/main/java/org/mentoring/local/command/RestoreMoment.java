package org.mentoring.local.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.mentoring.local.platform.Backups;

/** Parses the moment to restore, and refuses one that cannot be restored. */
final class RestoreMoment {

    private final Clock clock;

    /** @param clock its zone is that of times without one */
    RestoreMoment(Clock clock) {
        this.clock = clock;
    }

    /**
     * The moment.
     *
     * @param window what can be restored; empty without a backup
     * @throws CommandFailedException that says why it cannot be restored
     */
    Instant of(String text, Optional<Backups.Window> window) {
        var moment = parse(text.strip());
        if (window.isEmpty()) {
            throw new CommandFailedException(
                    "There is no backup; ./platform backup makes one, and later moments can be restored.");
        }
        var from = window.get().from();
        if (moment.isBefore(from)) {
            throw new CommandFailedException(moment + " is before the backup: the first moment that can be restored is "
                    + firstSecond(from) + ".");
        }
        if (moment.isAfter(clock.instant())) {
            throw new CommandFailedException(moment + " is in the future.");
        }
        window.get().until().filter(moment::isAfter).ifPresent(until -> {
            throw new CommandFailedException(moment + " cannot be restored: changes were kept until " + until
                    + ", when their space was full; ./platform backup starts again.");
        });
        return moment;
    }

    private static Instant firstSecond(Instant from) {
        var second = from.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(from) ? from : second.plusSeconds(1);
    }

    /** With a T or a space, with or without date, seconds and zone. */
    private Instant parse(String text) {
        try {
            if (text.matches("\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?")) {
                return LocalDate.now(clock)
                        .atTime(LocalTime.parse(text))
                        .atZone(clock.getZone())
                        .toInstant();
            }
            var iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +", "$1T");
            if (iso.matches(".*T.*(Z|[+-]\\d{2}(:?\\d{2})?)$")) {
                return OffsetDateTime.parse(iso.replaceFirst("([+-]\\d{2})$", "$1:00")
                                .replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                        .toInstant();
            }
            return LocalDateTime.parse(iso).atZone(clock.getZone()).toInstant();
        } catch (DateTimeException e) {
            throw new CommandFailedException(
                    "\"" + text + "\" is not a time: write 11:59, \"2027-01-31 11:59\" or 2027-01-31T11:59:00Z.");
        }
    }
}
