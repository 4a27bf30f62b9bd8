package org.mentoring.kit.outbox;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells the relay of this process that there may be events to publish. Best effort; polling guarantees delivery. */
@ApplicationScoped
public class OutboxSignal {

    private volatile Runnable listener = () -> {};

    /** To be called after a commit that may have put an event into the outbox; cheap, and never fails. */
    public void raise() {
        listener.run();
    }

    void listen(Runnable onSignal) {
        listener = onSignal;
    }
}
