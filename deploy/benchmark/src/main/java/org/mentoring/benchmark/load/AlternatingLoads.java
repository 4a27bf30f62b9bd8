package org.mentoring.benchmark.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceProcess;

/** Full loads by turns, so that what slows the machine slows all: the rate of each, and the processor time of its service. */
public final class AlternatingLoads {

    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 8;

    private AlternatingLoads() {}

    /** @param service whose processor time is measured */
    public record Part(String name, ConstantConcurrencyLoad load, ServiceProcess service) {}

    /** What the rounds measured of a part, one after the other. */
    private record Rounds(Part part, List<Double> rates, List<Double> millis) {

        Rounds(Part part) {
            this(part, new ArrayList<>(), new ArrayList<>());
        }

        void run(boolean counts) throws InterruptedException {
            var before = part.service().processorMillis();
            var rate = part.load().run(TimeUnit.SECONDS.toNanos(SECONDS));
            if (counts) {
                rates.add(rate);
                millis.add((part.service().processorMillis() - before) / (rate * SECONDS));
            }
        }

        void print(Rounds baseline) {
            var rate = Measurements.of(rates);
            var processor = Measurements.median(millis);
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %,7.0f/s (%,.0f to %,.0f), %.2f of the first; %.3f ms of a processor in the service, so %,.0f a second of one%n",
                    part.name(),
                    rate.median(),
                    rate.min(),
                    rate.max(),
                    rate.median() / Measurements.median(baseline.rates),
                    processor,
                    1000 / processor);
        }
    }

    /** @param parts the first of which the others are compared with */
    public static void measure(List<Part> parts) throws InterruptedException {
        var measured = parts.stream().map(Rounds::new).toList();
        for (var round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            for (var part : measured) {
                part.run(round >= WARM_UP_ROUNDS);
            }
        }
        measured.forEach(part -> part.print(measured.getFirst()));
    }
}
