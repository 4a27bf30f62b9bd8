package org.mentoring.benchmark.platform;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.local.client.MailPageClient;

/** When the mail catcher took the mails of {@link BookableMentors}; it keeps the newest thousand, so it must be polled. */
final class MailArrivals {

    private static final int MAX_LISTED = 1000;

    private final MailPageClient page;
    private final BookableMentors mentors;
    private final Map<Integer, Instant> toMentees = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> toMentors = new ConcurrentHashMap<>();

    MailArrivals(MailPageClient page, BookableMentors mentors) {
        this.page = page;
        this.mentors = mentors;
    }

    void poll() {
        page.newest(MAX_LISTED).forEach(this::record);
    }

    /** When the later one was taken; null while one is missing. */
    Instant bothReceivedAt(int number) {
        var toMentee = toMentees.get(number);
        var toMentor = toMentors.get(number);
        if (toMentee == null || toMentor == null) {
            return null;
        }
        return toMentee.isAfter(toMentor) ? toMentee : toMentor;
    }

    private void record(JsonNode mail) {
        OptionalInt number = mentors.number(mail.path("subject").asText());
        if (number.isPresent()) {
            var side = BookableMentors.isMentor(mail.path("to").asText()) ? toMentors : toMentees;
            side.put(number.getAsInt(), Instant.parse(mail.path("received_at").asText()));
        }
    }
}
