package org.mentoring.web.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A date and a time of day that somebody typed, on the clocks of a zone.
 *
 * @param instants none where clocks skip that time, two where they show it twice
 */
public record TypedTime(List<Instant> instants) {

    private static final String SEPARATOR = "T";

    /** Empty where it cannot be read. */
    public static Optional<TypedTime> of(String date, String time, ZoneId zone) {
        try {
            return Dates.of(date)
                    .map(day -> LocalDateTime.parse(day + SEPARATOR + time))
                    .map(local -> new TypedTime(zone.getRules().getValidOffsets(local).stream()
                            .map(local::toInstant)
                            .toList()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The one that is meant; empty where that is not known.
     *
     * @param chosen of two, as an instant; may be anything else
     */
    public Optional<Instant> meant(String chosen) {
        return instants.size() == 1
                ? Optional.of(instants.getFirst())
                : instants.stream().filter(one -> one.toString().equals(chosen)).findFirst();
    }

    /** Both where clocks show the time twice, to choose from; else none. */
    public List<Instant> choices() {
        return instants.size() > 1 ? instants : List.of();
    }

    /** The key of the text that says why it is not known which one is meant. */
    public String problem() {
        return instants.isEmpty() ? "time.skipped" : "time.repeated";
    }
}
