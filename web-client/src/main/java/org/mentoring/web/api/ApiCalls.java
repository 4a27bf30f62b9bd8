package org.mentoring.web.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;

import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/** Calls the API several times at once, as the signed-in person, and lets a page be shown without what is unavailable. */
@ApplicationScoped
public class ApiCalls {

    private static final Logger LOG = Logger.getLogger(ApiCalls.class);
    private static final int LONGEST_CURSOR = 1000;
    /** So that no list keeps a person waiting for long. */
    private static final int MOST_PAGES = 10;

    private static final Set<Integer> NOT_FOUND = Set.of(404, 410);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ThreadContext context = ThreadContext.builder()
            .propagated(ThreadContext.CDI)
            .unchanged(ThreadContext.ALL_REMAINING)
            .build();

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }

    /** Starts a call; {@link Call#get()} waits for its result. */
    public <T> Call<T> start(Callable<T> call) {
        return new Call<>(threads.submit(context.contextualCallable(call)));
    }

    /** Starts a call without an access token, so that the result is the same for everybody. */
    public <T> Call<T> startAnonymously(Callable<T> call) {
        return new Call<>(threads.submit(call));
    }

    /** A call whose result is known already. */
    public static <T> Call<T> done(T result) {
        return new Call<>(CompletableFuture.completedFuture(result));
    }

    /** A call in progress. */
    public static final class Call<T> {

        private final Future<T> response;

        private Call(Future<T> response) {
            this.response = response;
        }

        /**
         * The result, for a page that cannot be shown without it.
         *
         * @throws ApiException if the API refused
         */
        public T get() {
            try {
                return response.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            }
        }

        /** The result, or that the service is unavailable; without a value where the API has no such resource (404, 410). */
        public ApiResult<T> orUnavailable() {
            return ApiCalls.orUnavailable(this::get);
        }
    }

    /** A page of a list; the first one without a cursor, and where it cannot be read, such as one of an old link. */
    public static <T> T page(String cursor, Function<String, T> call) {
        if (cursor == null || cursor.isBlank() || cursor.length() > LONGEST_CURSOR) {
            return call.apply(null);
        }
        try {
            return call.apply(cursor);
        } catch (ApiException e) {
            if (!e.unreadableCursor()) {
                throw e;
            }
            return call.apply(null);
        }
    }

    /** The items of a list page by page, each of which is requested once the stream reaches it; of a very long list the first pages. */
    public static <P, T> Stream<T> all(
            Function<String, P> call, Function<P, String> nextCursor, Function<P, List<T>> items) {
        return all(MOST_PAGES, call, nextCursor, items);
    }

    /** As {@link #all(Function, Function, Function)}, with a limit of its own. */
    public static <P, T> Stream<T> all(
            int mostPages, Function<String, P> call, Function<P, String> nextCursor, Function<P, List<T>> items) {
        return Stream.iterate(
                        call.apply(null),
                        Objects::nonNull,
                        page -> Optional.ofNullable(nextCursor.apply(page))
                                .map(call)
                                .orElse(null))
                .limit(mostPages)
                .flatMap(page -> items.apply(page).stream());
    }

    /** As {@link Call#orUnavailable()}, for a call on the current thread. */
    public static <T> ApiResult<T> orUnavailable(Supplier<T> call) {
        try {
            return ApiResult.of(call.get());
        } catch (ApiException e) {
            if (e.serviceUnavailable() || e.rateLimited()) {
                LOG.warnf("A page is shown without a section: %s", e.getMessage());
                return ApiResult.ofUnavailable();
            }
            if (NOT_FOUND.contains(e.status())) {
                return ApiResult.of(null);
            }
            throw e;
        } catch (ProcessingException e) {
            LOG.warnf("A page is shown without a section: no answer of the API: %s", e.getMessage());
            return ApiResult.ofUnavailable();
        }
    }
}
