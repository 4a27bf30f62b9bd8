package org.mentoring.kit.time;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.kit.lifecycle.Ending;

/**
 * What a service does by the clock. A round that fails is logged, and the next one comes all the same. Once the service ends no
 * round begins, and those under way are waited for (see {@link Ending}). Every {@code @Scheduled} method works in a round.
 */
@ApplicationScoped
public class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final Ending ending;

    Rounds(Ending ending) {
        this.ending = ending;
    }

    /**
     * Runs a round, unless the service ends: then there is nothing more to do.
     *
     * @param otherwise what is so if it fails, for the log, such as "Reminders wait for the next look"
     * @return never fails
     */
    public Uni<Void> run(String otherwise, Supplier<Uni<Void>> round) {
        return ending.waitFor(round, Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("%s: %s", otherwise, failure))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Runs a step after the other in a round, until one says that there is nothing more to do or the service ends.
     *
     * @see #run
     */
    public Uni<Void> untilDone(String otherwise, Supplier<Uni<Boolean>> step) {
        return run(
                otherwise,
                () -> Multi.createBy()
                        .repeating()
                        .uni(step::get)
                        .whilst(more -> more && !ending.hasBegun())
                        .collect()
                        .last()
                        .replaceWithVoid());
    }
}
