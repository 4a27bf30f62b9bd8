package org.mentoring.benchmark.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionTimeoutException;
import org.mentoring.local.client.Caller;

import static org.awaitility.Awaitility.await;

/** Bookings at a constant rate, however long their answers take. */
final class BookingLoad {

    private static final int CREATED = 201;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
    private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(60);

    private final BookableMentors mentors;
    private final List<Caller> callers;
    private final MailArrivals mails;
    private final int rate;
    private final Map<Integer, Answered> answered = new ConcurrentHashMap<>();
    private int next;

    /**
     * @param callers of whom each is the mentee of one's turn
     * @param rate bookings a second
     */
    BookingLoad(BookableMentors mentors, List<Caller> callers, MailArrivals mails, int rate) {
        this.mentors = mentors;
        this.callers = callers;
        this.mails = mails;
        this.rate = rate;
    }

    private record Answered(Instant asked, Instant at) {}

    /** @param mailsIn from the answer until the later mail was taken; null if one was not */
    record Booked(Duration answeredIn, Duration mailsIn) {}

    /** Books for so long, waits for the mails, and answers what was booked. */
    List<Booked> run(int seconds) {
        var from = next;
        next += rate * seconds;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = System.nanoTime();
            var polled = start;
            for (int i = from; i < next; i++) {
                LockSupport.parkNanos(start + (i - from) * 1_000_000_000L / rate - System.nanoTime());
                var number = i;
                threads.execute(() -> book(number));
                if (System.nanoTime() - polled > POLL_INTERVAL.toNanos()) {
                    polled = System.nanoTime();
                    threads.execute(mails::poll);
                }
            }
        }
        awaitMails(from);
        return IntStream.range(from, next)
                .mapToObj(this::booked)
                .filter(Objects::nonNull)
                .toList();
    }

    private void book(int number) {
        var asked = Instant.now();
        var answer = callers.get(number % callers.size()).post("/api/v1/bookings", mentors.request(number));
        if (answer.status() == CREATED) {
            answered.put(number, new Answered(asked, Instant.now()));
        } else {
            System.err.println(answer.what() + ": " + answer.status() + " " + answer.body());
        }
    }

    /** A mail that does not come in time is reported as missing. */
    private void awaitMails(int from) {
        try {
            await().atMost(MAIL_TIMEOUT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> haveAllMails(from));
        } catch (ConditionTimeoutException missing) {
            mails.poll();
        }
    }

    private boolean haveAllMails(int from) {
        mails.poll();
        return IntStream.range(from, next)
                .noneMatch(number -> answered.containsKey(number) && mails.bothReceivedAt(number) == null);
    }

    private Booked booked(int number) {
        var answer = answered.get(number);
        if (answer == null) {
            return null;
        }
        var taken = mails.bothReceivedAt(number);
        return new Booked(
                Duration.between(answer.asked(), answer.at()),
                taken == null ? null : Duration.between(answer.at(), taken));
    }
}
