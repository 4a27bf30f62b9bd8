package org.mentoring.acceptance;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Queue;
import java.util.UUID;

import org.mentoring.local.client.Api;

/** Free slots of a mentor, one of each day, so that they do not stand in each other's way. */
final class Slots {

    private static final int DAYS = 58;

    private final UUID mentor;
    private final Queue<OffsetDateTime> starts;

    private Slots(UUID mentor, Queue<OffsetDateTime> starts) {
        this.mentor = mentor;
        this.starts = starts;
    }

    static Slots of(Api api, String mentorName) {
        var found = api.anyone()
                .get("/api/v1/mentors?q=" + Api.encode(mentorName))
                .expect(200)
                .json();
        var mentor = UUID.fromString(found.path("items").path(0).path("id").asText());
        // Not from now on: the first slot of today may be too late to book by the time that it is booked.
        var from = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).truncatedTo(ChronoUnit.SECONDS);
        var slots = api.anyone()
                .get("/api/v1/slots?mentor_id=" + mentor + "&from=" + from + "&to=" + from.plusDays(DAYS)
                        + "&session_type=Mentoring%20session&time_zone=Etc/UTC")
                .expect(200)
                .json();
        var firstOfDay = new LinkedHashMap<LocalDate, OffsetDateTime>();
        slots.path("items").forEach(slot -> {
            var start = OffsetDateTime.parse(slot.path("start_time").asText());
            firstOfDay.putIfAbsent(start.toLocalDate(), start);
        });
        return new Slots(mentor, new ArrayDeque<>(firstOfDay.values()));
    }

    UUID mentor() {
        return mentor;
    }

    OffsetDateTime next() {
        return starts.remove();
    }
}
