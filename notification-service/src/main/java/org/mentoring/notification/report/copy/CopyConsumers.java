package org.mentoring.notification.report.copy;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Inbox;

/** Keeps the copies that reports are made of, apart from the mails: neither holds up the other. */
@ApplicationScoped
class CopyConsumers {

    private final Inbox inbox;
    private final PeopleCopy people;
    private final SessionCopy sessions;
    private final ReviewCopy reviews;

    CopyConsumers(Inbox inbox, PeopleCopy people, SessionCopy sessions, ReviewCopy reviews) {
        this.inbox = inbox;
        this.people = people;
        this.sessions = sessions;
        this.reviews = reviews;
    }

    @Incoming("users-reports")
    Uni<Void> onUser(Message<String> message) {
        return inbox.receive("report-users", message, people::user);
    }

    @Incoming("mentors-reports")
    Uni<Void> onMentor(Message<String> message) {
        return inbox.receive("report-mentors", message, people::mentor);
    }

    @Incoming("bookings-reports")
    Uni<Void> onBooking(Message<String> message) {
        return inbox.receive("report-bookings", message, sessions::booking);
    }

    @Incoming("sessions-reports")
    Uni<Void> onSession(Message<String> message) {
        return inbox.receive("report-sessions", message, sessions::session);
    }

    @Incoming("reviews-reports")
    Uni<Void> onReview(Message<String> message) {
        return inbox.receive("report-reviews", message, reviews::apply);
    }

    @Incoming("availability-reports")
    Uni<Void> onAvailability(Message<String> message) {
        return inbox.receive("report-availability", message, sessions::offered);
    }
}
