package org.mentoring.web.api;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;

import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/** Asks the API several things at once, as the caller, and lets a page do without those that cannot be answered. */
@ApplicationScoped
public class Parts {

    private static final Logger LOG = Logger.getLogger(Parts.class);
    private static final Set<Integer> NOTHING_THERE = Set.of(404, 410);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ThreadContext context = ThreadContext.builder()
            .propagated(ThreadContext.CDI)
            .unchanged(ThreadContext.ALL_REMAINING)
            .build();

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }

    /** Begins to ask; {@link Asked#get()} waits for the answer. */
    public <T> Asked<T> ask(Callable<T> question) {
        return new Asked<>(threads.submit(context.contextualCallable(question)));
    }

    /** Asks without naming the caller, so that the answer is the same for everybody. */
    public <T> Asked<T> askAsNobody(Callable<T> question) {
        return new Asked<>(threads.submit(question));
    }

    /** A question that was asked. */
    public static final class Asked<T> {

        private final Future<T> answer;

        private Asked(Future<T> answer) {
            this.answer = answer;
        }

        /**
         * The answer that the page cannot do without.
         *
         * @throws ApiException if the API refused
         */
        public T get() {
            try {
                return answer.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            }
        }

        /** The answer, or that the part is down; empty where the API knows no such thing. */
        public Part<T> orDown() {
            return Parts.orDown(this::get);
        }
    }

    /** As {@link Asked#orDown()}, for a question that is asked on this thread. */
    public static <T> Part<T> orDown(Supplier<T> question) {
        try {
            return Part.of(question.get());
        } catch (ApiException e) {
            if (e.partIsDown()) {
                LOG.warnf("A part of a page is down: %s", e.getMessage());
                return Part.missing();
            }
            if (NOTHING_THERE.contains(e.status())) {
                return Part.of(null);
            }
            throw e;
        } catch (ProcessingException e) {
            LOG.warnf("A part of a page is down: %s", e.getMessage());
            return Part.missing();
        }
    }
}
