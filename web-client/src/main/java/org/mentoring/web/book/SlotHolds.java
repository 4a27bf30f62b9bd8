package org.mentoring.web.book;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ProcessingException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.HoldsApi;
import org.mentoring.web.api.model.Hold;
import org.mentoring.web.api.model.NewHold;
import org.mentoring.web.signin.Visitor;

/** Holds a time while the person fills in the form, as long as the API allows. */
@RequestScoped
class SlotHolds {

    private static final Logger LOG = Logger.getLogger(SlotHolds.class);
    /** The time can still be booked, it only is not held. */
    private static final Set<String> NOT_KEPT = Set.of("hold-used-up", "too-many-holds");

    private static final int MOST = 100;

    private final HoldsApi holds;
    private final Visitor visitor;

    SlotHolds(@RestClient HoldsApi holds, Visitor visitor) {
        this.holds = holds;
        this.visitor = visitor;
    }

    /**
     * Holds the time, in place of any earlier hold with this mentor.
     *
     * @return empty where it is free but cannot be held
     * @throws ApiException if it cannot be booked
     */
    Optional<Hold> take(UUID mentor, Instant start, String type) {
        try {
            return Optional.of(holds.holdsHold(new NewHold(mentor, start, type)));
        } catch (ApiException e) {
            if (NOT_KEPT.contains(e.type()) || e.serviceUnavailable()) {
                return Optional.empty();
            }
            throw e;
        } catch (ProcessingException e) {
            LOG.warnf("A time cannot be held: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Releases the hold with this mentor. */
    void leave(UUID mentor) {
        own(mentor).ifPresent(hold -> {
            try {
                holds.holdsLetGo(hold.id());
            } catch (ApiException | ProcessingException e) {
                LOG.debugf("A hold was not released: %s", e.getMessage());
            }
        });
    }

    /** The visitor's hold with this mentor; empty without a sign-in. */
    Optional<Hold> own(UUID mentor) {
        if (!visitor.signedIn()) {
            return Optional.empty();
        }
        try {
            return holds.holdsOwn(null, MOST).items().stream()
                    .filter(hold -> hold.mentorId().equals(mentor))
                    .findFirst();
        } catch (ApiException | ProcessingException e) {
            LOG.debugf("Own holds cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
