package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import static java.util.stream.Collectors.groupingBy;

/** At no moment two that take time of a mentor, buffers included, or of a mentee; least of all at the end. */
final class NothingOverlaps implements Rule {

    @Override
    public void check(Run run, Consumer<String> violations) {
        var standing = run.ending().bookings().values().stream()
                .filter(Standing::occupies)
                .toList();
        Function<Standing, Terms.Span> ofMentor =
                booking -> run.terms().get(booking.mentor()).occupied(booking);
        Function<Standing, Terms.Span> ofMentee = booking -> new Terms.Span(booking.start(), booking.end());
        checkEnd("mentor", standing, Standing::mentor, ofMentor, violations);
        checkEnd("mentee", standing, Standing::mentee, ofMentee, violations);
        var stays = Stays.of(run);
        checkAllAlong("mentor", stays, Standing::mentor, ofMentor, violations);
        checkAllAlong("mentee", stays, Standing::mentee, ofMentee, violations);
    }

    private static void checkEnd(
            String side,
            List<Standing> standing,
            Function<Standing, UUID> person,
            Function<Standing, Terms.Span> span,
            Consumer<String> violations) {
        standing.stream().collect(groupingBy(person)).forEach((id, bookings) -> {
            var sorted = new ArrayList<>(bookings);
            sorted.sort(Comparator.comparing(booking -> span.apply(booking).start()));
            for (var i = 1; i < sorted.size(); i++) {
                if (span.apply(sorted.get(i - 1))
                        .end()
                        .isAfter(span.apply(sorted.get(i)).start())) {
                    violations.accept("At the end bookings " + sorted.get(i - 1).id() + " and "
                            + sorted.get(i).id() + " of " + side + " " + id + " overlap");
                }
            }
        });
    }

    private static void checkAllAlong(
            String side,
            List<Stay> stays,
            Function<Standing, UUID> person,
            Function<Standing, Terms.Span> span,
            Consumer<String> violations) {
        stays.stream().collect(groupingBy(stay -> person.apply(stay.booking()))).forEach((id, ofOne) -> {
            var present = new TreeMap<Instant, Stay>();
            Stays.play(ofOne, (stay, begins) -> {
                var taken = span.apply(stay.booking());
                if (!begins) {
                    present.remove(taken.start(), stay);
                    return;
                }
                var before = present.floorEntry(taken.start());
                var after = present.ceilingEntry(taken.start());
                if (before != null
                        && span.apply(before.getValue().booking()).end().isAfter(taken.start())) {
                    violations.accept(side + " " + id + ": " + before.getValue() + " and " + stay + " at once");
                } else if (after != null && after.getKey().isBefore(taken.end())) {
                    violations.accept(side + " " + id + ": " + after.getValue() + " and " + stay + " at once");
                }
                present.put(taken.start(), stay);
            });
        });
    }
}
