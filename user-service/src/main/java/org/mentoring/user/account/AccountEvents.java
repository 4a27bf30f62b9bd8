package org.mentoring.user.account;

import java.util.UUID;

import org.mentoring.kit.outbox.OutboxEvent;

/** The events about a person for other services. */
final class AccountEvents {

    private static final String TOPIC = "mentoring.users";

    private AccountEvents() {}

    static OutboxEvent registered(Account account) {
        return event("org.mentoring.user.registered.v1", account);
    }

    static OutboxEvent updated(Account account) {
        return event("org.mentoring.user.updated.v1", account);
    }

    private static OutboxEvent event(String type, Account account) {
        return new OutboxEvent(
                TOPIC,
                type,
                account.userId(),
                account.version(),
                new Person(
                        account.userId(),
                        account.name(),
                        account.email(),
                        account.timeZone(),
                        account.locale(),
                        account.linkedin(),
                        account.shareEmail(),
                        account.disabled(),
                        account.version()));
    }

    private record Person(
            UUID userId,
            String name,
            String email,
            String timeZone,
            String locale,
            String linkedin,
            boolean shareEmail,
            boolean disabled,
            long version) {}
}
