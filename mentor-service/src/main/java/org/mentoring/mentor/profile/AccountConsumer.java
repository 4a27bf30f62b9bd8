package org.mentoring.mentor.profile;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/**
 * Keeps a mentor's address that of the account: mentors cannot change it here, and one that was given up may be somebody else's.
 * All else in a profile is the mentor's to say, so it stays; the zone of the account is kept beside that of the profile. Who cannot sign in any more is suspended.
 */
@ApplicationScoped
class AccountConsumer {

    private final Inbox inbox;
    private final Mentors mentors;

    AccountConsumer(Inbox inbox, Mentors mentors) {
        this.inbox = inbox;
        this.mentors = mentors;
    }

    @Incoming("users")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInSession("addresses", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case "org.mentoring.user.registered.v1", "org.mentoring.user.updated.v1" -> {
                var account = event.data(Account.class);
                yield mentors.noteAccountZone(tx, account.userId(), account.timeZone())
                        .chain(() -> mentors.changeEmail(tx, account.userId(), account.address()))
                        .chain(() -> account.isDisabled()
                                ? mentors.suspendDisabled(tx, account.userId())
                                : Uni.createFrom().voidItem());
            }
            default -> Uni.createFrom().voidItem();
        };
    }

    /**
     * @param timeZone null for none
     * @param disabled null for no
     */
    record Account(UUID userId, String email, String timeZone, Boolean disabled) {

        boolean isDisabled() {
            return Boolean.TRUE.equals(disabled);
        }

        /** What no mail reaches (RFC 2606, section 2) where the account lost its address. */
        String address() {
            return email == null ? userId + "@unverified.invalid" : email;
        }
    }
}
