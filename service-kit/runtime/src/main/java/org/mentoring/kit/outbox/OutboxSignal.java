package org.mentoring.kit.outbox;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells this process's relay that there may be something to relay. A hint: polling is the guarantee. */
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
