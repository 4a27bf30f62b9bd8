package org.mentoring.benchmark.platform;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.local.client.MailPageClient;

/** When the mail catcher took the mails of {@link MentorsToBook}; it keeps the newest thousand, so somebody must look. */
final class CaughtMails {

    private static final int MOST = 1000;

    private final MailPageClient page;
    private final MentorsToBook mentors;
    private final Map<Integer, Instant> toMentees = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> toMentors = new ConcurrentHashMap<>();

    CaughtMails(MailPageClient page, MentorsToBook mentors) {
        this.page = page;
        this.mentors = mentors;
    }

    void look() {
        page.newest(MOST).forEach(this::note);
    }

    /** When the later one was taken; null while one is missing. */
    Instant bothTakenAt(int number) {
        var toMentee = toMentees.get(number);
        var toMentor = toMentors.get(number);
        if (toMentee == null || toMentor == null) {
            return null;
        }
        return toMentee.isAfter(toMentor) ? toMentee : toMentor;
    }

    private void note(JsonNode mail) {
        OptionalInt number = mentors.number(mail.path("subject").asText());
        if (number.isPresent()) {
            var side = MentorsToBook.isMentor(mail.path("to").asText()) ? toMentors : toMentees;
            side.put(number.getAsInt(), Instant.parse(mail.path("received_at").asText()));
        }
    }
}
