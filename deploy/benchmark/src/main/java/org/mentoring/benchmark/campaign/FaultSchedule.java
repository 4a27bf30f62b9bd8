package org.mentoring.benchmark.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import org.mentoring.benchmark.campaign.Fault.Clock;
import org.mentoring.benchmark.campaign.Fault.Connections;
import org.mentoring.benchmark.campaign.Fault.Freeze;
import org.mentoring.benchmark.campaign.Fault.FullDisk;
import org.mentoring.benchmark.campaign.Fault.Kill;
import org.mentoring.benchmark.campaign.Fault.MailAnswers;
import org.mentoring.benchmark.campaign.Fault.Rewind;
import org.mentoring.benchmark.campaign.Fault.RollingRestart;
import org.mentoring.benchmark.campaign.Fault.Scale;
import org.mentoring.local.platform.Ports;

/**
 * Selects faults from a seed alone, so that the same seed selects the same ones on every machine. Every kind happens once before one
 * does a second time, and within a kind the same holds for what it happens to.
 */
final class FaultSchedule {

    private static final int LONGEST = 20;
    private static final List<String> PARTS = Stream.concat(
                    Stream.of("postgres", "kafka", "keycloak", "mail", "docs", "gateway"), Ports.APPLICATIONS.stream())
            .toList();
    private static final List<String> PROXIED = List.of("postgres", "kafka", "keycloak", "mail");

    private final Random random;
    private final ShuffledCycle<Kind> kinds;

    private FaultSchedule(long seed) {
        random = new Random(seed);
        kinds = new ShuffledCycle<>(List.of(
                kind(PARTS, Kill::new),
                kind(PARTS, part -> new Freeze(part, seconds(), null)),
                kind(PROXIED, part -> new Freeze(part, seconds(), any(Ports.SERVICES))),
                kind(Ports.SERVICES, Rewind::new),
                kind(PROXIED, part -> new Connections(part, any(Connections.How.values()), seconds())),
                kind(Connections.How.values(), how -> new Connections(any(PROXIED), how, seconds())),
                kind(MailAnswers.Answer.values(), answer -> new MailAnswers(answer, seconds())),
                kind(Clock.Skew.values(), skew -> new Clock(any(Ports.SERVICES), skew, seconds())),
                kind(List.of("postgres", "kafka"), part -> new FullDisk(part, seconds())),
                kind(Ports.APPLICATIONS, RollingRestart::new),
                kind(List.of("booking"), service -> new Scale(service, seconds()))));
    }

    static List<Fault> of(long seed, int count) {
        var plan = new FaultSchedule(seed);
        return Stream.generate(() -> plan.kinds.next().next()).limit(count).toList();
    }

    private <T> Kind kind(T[] targets, Function<T, Fault> fault) {
        return kind(Arrays.asList(targets), fault);
    }

    private <T> Kind kind(List<T> targets, Function<T, Fault> fault) {
        var cycle = new ShuffledCycle<>(targets);
        return () -> fault.apply(cycle.next());
    }

    private <T> T any(List<T> targets) {
        return targets.get(random.nextInt(targets.size()));
    }

    private <T> T any(T[] targets) {
        return any(Arrays.asList(targets));
    }

    private int seconds() {
        return 1 + random.nextInt(LONGEST);
    }

    @FunctionalInterface
    private interface Kind {
        Fault next();
    }

    /** Each once in a random order, and then all over again. */
    private final class ShuffledCycle<T> {

        private final List<T> all;
        private final List<T> left = new ArrayList<>();

        ShuffledCycle(List<T> all) {
            this.all = all;
        }

        T next() {
            if (left.isEmpty()) {
                left.addAll(all);
            }
            return left.remove(random.nextInt(left.size()));
        }
    }
}
