package org.mentoring.benchmark.review;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.Tokens;

/**
 * Reading and writing reviews where there are a million: the first page and one far down, in every order and with a rating or
 * without, of the mentor with the most; first pages of mentors as they are visited; and a new review of that mentor against one
 * of a mentor with ten, alternately. One client that waits for each answer, so that what is measured is an answer and not a queue.
 */
public final class ReviewsBenchmark {

    private static final int REVIEWS = 1_000_000;
    private static final int MENTORS = 100_000;
    private static final int FEW = 10;
    private static final int DEEP_PAGES = 900;
    private static final int REQUESTS = 300;
    private static final int WRITES = 600;
    private static final int WARM_UP = 3_000;

    private ReviewsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("review");
                var service = ServiceProcess.start("review-service", parts.settings());
                var client = new ReviewClient(service.port())) {
            ReviewSeed.insert(REVIEWS, MENTORS);
            System.out.println(ReviewSeed.summary());
            var largest = ReviewSeed.largest();
            ReviewPlans.print(largest);
            read(client, largest);
            write(client, largest);
            System.out.println(ReviewSeed.summary());
        }
    }

    private static void read(ReviewClient client, UUID largest) throws Exception {
        var visited = ReviewSeed.visited(WARM_UP).stream()
                .map(mentor -> "reviews?mentor_id=" + mentor)
                .toList();
        client.times(visited);
        print("first pages of mentors as visited", client.times(visited));
        print(
                "ratings of mentors as visited",
                client.times(visited.stream()
                        .map(path -> path.replace("reviews?mentor_id=", "ratings/"))
                        .toList()));
        for (var sort : List.of("newest", "highest", "lowest", "useful")) {
            for (var rating : List.of("", "&rating=5", "&rating=1")) {
                var first = "reviews?mentor_id=" + largest + "&sort=" + sort + rating;
                var deep = client.deep(first, DEEP_PAGES);
                var name = sort + rating.replace("&", ", ");
                print(name + ": first page", client.times(Collections.nCopies(REQUESTS, first)));
                print(name + ": page far down", client.times(Collections.nCopies(REQUESTS, deep)));
            }
        }
    }

    private static void write(ReviewClient client, UUID largest) throws Exception {
        var mentee = UUID.randomUUID();
        var token = Tokens.of("Linus Torvalds", mentee).roles("mentee").build();
        var few = ReviewSeed.sessions(ReviewSeed.having(FEW, WRITES), mentee);
        var many = ReviewSeed.sessions(Collections.nCopies(few.size(), largest), mentee);
        var ofFew = new ArrayList<Double>();
        var ofMany = new ArrayList<Double>();
        for (var i = 0; i < few.size(); i++) {
            var small = client.publish(few.get(i), token);
            var large = client.publish(many.get(i), token);
            // The first third warms up.
            if (i > few.size() / 3) {
                ofFew.add(small);
                ofMany.add(large);
            }
        }
        print("new review of a mentor with " + FEW, ofFew);
        print("new review of the mentor with the most", ofMany);
        System.out.printf(
                "%-40s %.2f of what it costs for a mentor with %d%n",
                "", Measurements.median(ofMany) / Measurements.median(ofFew), FEW);
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf("%-40s %s%n", what, Measurements.of(millis).inMillis());
    }
}
