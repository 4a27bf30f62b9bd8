package org.mentoring.benchmark.contention;

import java.time.LocalTime;
import java.util.Arrays;

/** The long run: {@code ContentionBenchmark [attempts] [--without=constraint]}; ends with 1 when a rule was violated. */
public final class ContentionBenchmark {

    private static final long ATTEMPTS = 1_000_000;
    private static final int MAX_SHOWN = 50;
    private static final String WITHOUT = "--without=";

    private ContentionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var attempts = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith(WITHOUT))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(ATTEMPTS);
        var without = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(WITHOUT))
                .map(argument -> argument.substring(WITHOUT.length()))
                .findFirst()
                .orElse(null);
        var result = Contention.run(
                Contention.Options.of(attempts).without(without).reporting(ContentionBenchmark::printProgress));
        print(result);
        System.exit(result.violations().isEmpty() ? 0 : 1);
    }

    private static void printProgress(long made) {
        System.out.printf("%tT %,d attempts%n", LocalTime.now(), made);
    }

    private static void print(Contention.Result result) {
        History.summary(result.attempts()).forEach((kind, outcomes) -> System.out.printf("%-10s %s%n", kind, outcomes));
        System.out.printf(
                "%,d attempts by %,d requests in %d s (%,.0f/s); %,d requests broken off, %d instances killed; %,d bookings, %,d events%n",
                result.attempts().size(),
                result.requests(),
                result.took().toSeconds(),
                result.attempts().size() / (result.took().toMillis() / 1000.0),
                result.abandoned(),
                result.kills(),
                result.bookings(),
                result.events());
        System.out.printf("%,d violations%n", result.violations().size());
        result.violations().stream().limit(MAX_SHOWN).forEach(System.out::println);
    }
}
