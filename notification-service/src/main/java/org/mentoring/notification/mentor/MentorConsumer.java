package org.mentoring.notification.mentor;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.PlannedMail;
import org.mentoring.notification.message.PlannedMail.Addressee;
import org.mentoring.notification.message.Sender;

/** Tells people that they are mentors from now on. */
@ApplicationScoped
class MentorConsumer {

    private static final String APPROVED = "org.mentoring.mentor.approved.v";

    private final Inbox inbox;
    private final Messages messages;
    private final Sender sender;

    MentorConsumer(Inbox inbox, Messages messages, Sender sender) {
        this.inbox = inbox;
        this.messages = messages;
        this.sender = sender;
    }

    @Incoming("mentors")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInAnyOrder("mentor-mails", message, this::plan).invoke(sender::wake);
    }

    private Uni<Void> plan(Event event, SqlConnection tx) {
        if (!event.type().startsWith(APPROVED)) {
            return Uni.createFrom().voidItem();
        }
        if (!event.type().equals(APPROVED + 1)) {
            throw new UnreadableEventException(
                    "The event " + event.type() + " is of a version that this service does not know");
        }
        var mentor = event.data(Mentor.class);
        return messages.plan(
                tx,
                PlannedMail.of(event, Kind.APPLICATION_APPROVED, mentor.mentorId())
                        .to(new Addressee(null, mentor.name(), mentor.email(), mentor.timeZone(), mentor.locale())));
    }

    /** What this service reads of a mentor event. */
    record Mentor(UUID mentorId, String name, String email, String timeZone, String locale) {}
}
