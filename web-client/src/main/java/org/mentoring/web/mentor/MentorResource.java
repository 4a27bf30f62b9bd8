package org.mentoring.web.mentor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.RatingsApi;
import org.mentoring.web.api.client.ReviewsApi;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.PublishedReviewPage;
import org.mentoring.web.api.model.Rating;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.book.NothingFree;
import org.mentoring.web.find.Favourites;
import org.mentoring.web.find.NextTimes;
import org.mentoring.web.language.Reader;

/** The public page of a mentor. */
@Path("/mentors/{id}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class MentorResource {

    private static final int REVIEWS = 10;
    private static final List<String> SORTS = List.of("newest", "highest", "lowest", "useful");

    private final DirectoryApi directory;
    private final RatingsApi ratings;
    private final ReviewsApi reviews;
    private final NextTimes nextTimes;
    private final Favourites favourites;
    private final ApiCalls calls;
    private final Reader reader;

    MentorResource(
            @RestClient DirectoryApi directory,
            @RestClient RatingsApi ratings,
            @RestClient ReviewsApi reviews,
            NextTimes nextTimes,
            Favourites favourites,
            ApiCalls calls,
            Reader reader) {
        this.directory = directory;
        this.ratings = ratings;
        this.reviews = reviews;
        this.nextTimes = nextTimes;
        this.favourites = favourites;
        this.calls = calls;
        this.reader = reader;
    }

    /** How many gave so many stars, and what part of all that is, in percent. */
    record Bar(int stars, long count, long percent) {}

    record Histogram(Rating rating, List<Bar> bars) {

        static Histogram of(Rating rating) {
            return new Histogram(
                    rating,
                    IntStream.iterate(5, stars -> stars > 0, stars -> stars - 1)
                            .mapToObj(stars -> bar(rating, stars))
                            .toList());
        }

        private static Bar bar(Rating rating, int stars) {
            var count = rating.histogram() == null ? 0L : rating.histogram().getOrDefault(Integer.toString(stars), 0L);
            return new Bar(stars, count, rating.count() == 0 ? 0 : Math.round(100.0 * count / rating.count()));
        }
    }

    @CheckedTemplate(basePath = "mentor")
    static final class Templates {
        static native TemplateInstance page(
                DirectoryEntry mentor,
                boolean favourite,
                String data,
                ApiResult<List<Slot>> times,
                NothingFree nothingFree,
                List<Instant> starts,
                ApiResult<Histogram> histogram,
                ApiResult<PublishedReviewPage> reviews,
                String sort,
                List<String> sorts);
    }

    @GET
    @PermitAll
    public TemplateInstance show(
            @PathParam("id") UUID id, @QueryParam("sort") String sort, @QueryParam("cursor") String cursor) {
        var order = sort != null && SORTS.contains(sort) ? sort : SORTS.getFirst();
        var entry = calls.start(() -> directory.directoryGet(id));
        var times = nextTimes.start(id);
        var rating = calls.start(() -> ratings.ratingsGet(id));
        var written = calls.start(
                () -> ApiCalls.page(cursor, from -> reviews.reviewsOfMentor(id, from, REVIEWS, null, order)));
        var known = entry.get();
        var next = times.orUnavailable();
        var free = next.map(NextTimes.Next::slots);
        return Templates.page(
                known,
                favourites.contains(id),
                StructuredData.of(known),
                free,
                next.optional().map(answer -> nothingFree(answer, known.name())).orElse(null),
                free.optional().orElse(List.of()).stream().map(Slot::startTime).toList(),
                rating.orUnavailable().map(Histogram::of),
                written.orUnavailable(),
                order,
                SORTS);
    }

    /** Null where there are free times, or nothing is known about why not. */
    private NothingFree nothingFree(NextTimes.Next next, String mentor) {
        return next.unavailable() == null
                ? null
                : NothingFree.of(
                        next.unavailable(),
                        mentor,
                        Instant.now().plus(Duration.ofDays(next.bookingWindowDays())),
                        reader);
    }
}
