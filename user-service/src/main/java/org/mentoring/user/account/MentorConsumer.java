package org.mentoring.user.account;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps up to date who is a mentor: admins decide it, and every event of a mentor has the decision as its status. */
@ApplicationScoped
class MentorConsumer {

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
        var mentor = event.data(Mentor.class);
        return switch (mentor.status()) {
            case "approved" -> accounts.follow(tx, mentor.mentorId(), true);
            case "suspended" -> accounts.follow(tx, mentor.mentorId(), false);
            default -> Uni.createFrom().voidItem();
        };
    }

    record Mentor(UUID mentorId, String status) {}
}
