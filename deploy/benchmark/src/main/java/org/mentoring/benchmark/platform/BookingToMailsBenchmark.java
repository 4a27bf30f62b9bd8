package org.mentoring.benchmark.platform;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.RealmPeople;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.command.CommandFailedException;
import org.mentoring.local.command.PlatformCommand;
import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.RunningPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Measures on a platform that is up and otherwise idle: from the answer to {@code POST /bookings}, by way of the gateway, until
 * the mail server has taken the mails to both sides.
 */
@Command(
        name = "booking-to-mails",
        description = "measures how long it takes from the acknowledgement of a booking until both its mails are taken")
public final class BookingToMailsBenchmark implements Callable<Integer> {

    private static final int WARM_UP_SECONDS = 45;
    private static final int SECONDS = 45;
    /** Many, so that what one person has booked already costs nothing. */
    private static final int PEOPLE_FOR_EACH_BOOKING_A_SECOND = 2;

    @Parameters(arity = "0..1", paramLabel = "rate", defaultValue = "50", description = "bookings a second")
    private int rate;

    public static void main(String[] args) {
        PlatformCommand.run(new BookingToMailsBenchmark(), args);
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        var paths = PlatformPaths.here();
        if (new RunningPlatform(paths).state().isEmpty()) {
            throw new CommandFailedException("Nothing is running; ./platform up --full-speed starts it.");
        }
        var databases = Databases.of(paths);
        try (var api = new Api(paths.addresses());
                var page = new MailPageClient(paths.addresses())) {
            var callers = callers(api, paths.addresses().issuer());
            var mentors = BookableMentors.insert(databases, rate * (WARM_UP_SECONDS + SECONDS), callers.size());
            var load = new BookingLoad(mentors, callers, new MailArrivals(page, mentors), rate);
            load.run(WARM_UP_SECONDS);
            return report(load.run(SECONDS)) ? 0 : 1;
        }
    }

    /** One sign-in after the other, so that Keycloak does not take them for an attack. */
    private List<Caller> callers(Api api, URI issuer) throws IOException, InterruptedException {
        try (var realm = new RealmPeople(issuer)) {
            return realm.signUp("books-", rate * PEOPLE_FOR_EACH_BOOKING_A_SECOND).stream()
                    .map(api::as)
                    .toList();
        }
    }

    private boolean report(List<BookingLoad.Booked> booked) {
        var refused = rate * SECONDS - booked.size();
        var lost = booked.stream().filter(one -> one.mailsIn() == null).count();
        System.out.printf(
                "%d bookings at %d/s, %d refused, %d without both mails%n", booked.size(), rate, refused, lost);
        print("from the request to its answer", booked, BookingLoad.Booked::answeredIn);
        print("from the answer to both mails", booked, BookingLoad.Booked::mailsIn);
        return refused == 0 && lost == 0;
    }

    private static void print(
            String what, List<BookingLoad.Booked> booked, Function<BookingLoad.Booked, Duration> part) {
        var times = booked.stream()
                .map(part)
                .filter(Objects::nonNull)
                .map(Duration::toMillis)
                .toList();
        if (!times.isEmpty()) {
            System.out.printf("%-32s %s%n", what + ":", Measurements.of(times).inMillis());
        }
    }
}
