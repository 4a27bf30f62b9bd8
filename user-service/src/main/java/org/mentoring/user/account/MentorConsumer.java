package org.mentoring.user.account;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps true who is a mentor, from the decisions of admins. */
@ApplicationScoped
class MentorConsumer {

    private static final String APPROVED = "org.mentoring.mentor.approved.v1";
    private static final String SUSPENDED = "org.mentoring.mentor.suspended.v1";

    private final Inbox inbox;
    private final Accounts accounts;

    MentorConsumer(Inbox inbox, Accounts accounts) {
        this.inbox = inbox;
        this.accounts = accounts;
    }

    @Incoming("mentors")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInSession("mentor-flags", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case APPROVED -> accounts.follow(tx, event.data(Mentor.class).mentorId(), true);
            case SUSPENDED -> accounts.follow(tx, event.data(Mentor.class).mentorId(), false);
            default -> Uni.createFrom().voidItem();
        };
    }

    record Mentor(UUID mentorId) {}
}
