package org.mentoring.notification.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Side;

/**
 * A mail of the gallery.
 *
 * @param name of its files
 * @param json the data that its kind is about
 * @param before what the recipient was told before
 */
record Sample(String name, Kind kind, Side side, String json, Set<Kind> before) {

    private static final String BOOKING = """
            {"id": "019a5b6c-0000-7000-8000-000000000001", "mentor_id": "019a5b6c-0000-7000-8000-000000000002",
             "mentor_name": "Ada Lovelace", "mentor_email": "ada@example.org", "user_id": "019a5b6c-0000-7000-8000-000000000003",
             "user_name": "Linus Torvalds", "user_email": "linus@example.org", "start_time": "2027-03-15T14:00:00Z",
             "end_time": "2027-03-15T15:00:00Z", "session_type": "Career advice", "sequence": 1,
             "meeting_url": "https://meet.jit.si/mentoring-5f0c2c1e", "note": "How do I grow into leading a team?\\nAnd: <b>code reviews</b>."%s}
            """;
    private static final String MOVED = """
            , "previous_start_time": "2027-03-12T09:30:00Z", "previous_end_time": "2027-03-12T10:30:00Z"\
            """;
    private static final String OPEN = """
            , "expires_at": "2027-03-14T20:00:00Z\"""";
    private static final String SESSION = """
            {"session_id": "019a5b6c-0000-7000-8000-000000000004", "booking_id": "019a5b6c-0000-7000-8000-000000000001",
             "mentor_name": "Ada Lovelace", "mentee_name": "Linus Torvalds", "start_time": "2027-03-15T14:00:00Z",
             "end_time": "2027-03-15T15:00:00Z"%s}
            """;
    private static final String PROPOSED = """
            , "status": "confirmed", "proposal": {"start_time": "2027-03-16T14:00:00Z", "end_time": "2027-03-16T15:00:00Z",
              "proposed_by": "mentee", "expires_at": "2027-03-15T12:00:00Z", "reason": "A train is late."}\
            """;
    private static final String REFUSED = """
            , "status": "confirmed", "proposal_outcome": "declined", "proposed_by": "mentor",
              "proposed_start_time": "2027-03-16T14:00:00Z", "proposed_end_time": "2027-03-16T15:00:00Z"\
            """;
    private static final String ASKED = """
            , "status": "pending", "question": {"question": "Which language does the team write?\\nAnd how large is it?",
              "answer": %s}\
            """;
    private static final String ABSENT = """
            , "status": "no-show", "absent": "mentee", "reported_by": "mentor", "contestable_until": "2027-03-29T15:00:00Z"\
            """;

    /** Every mail that differs in its words, for each side that gets it. */
    static List<Sample> all() {
        var samples = new ArrayList<Sample>();
        bookings(samples, "requested", Kind.BOOKING_REQUESTED, OPEN, Set.of());
        bookings(samples, "request-moved", Kind.BOOKING_REQUESTED, OPEN + MOVED, Set.of(Kind.BOOKING_REQUESTED));
        bookings(samples, "confirmed", Kind.BOOKING_CONFIRMED, "", Set.of());
        bookings(samples, "declined", Kind.BOOKING_DECLINED, reason("This is not my field."), Set.of());
        bookings(
                samples,
                "declined-by-platform",
                Kind.BOOKING_DECLINED,
                ", \"cancelled_by\": \"admin\"" + reason("This is an advertisement."),
                Set.of());
        bookings(samples, "expired", Kind.BOOKING_EXPIRED, "", Set.of());
        bookings(samples, "moved", Kind.BOOKING_RESCHEDULED, MOVED, Set.of(Kind.BOOKING_CONFIRMED));
        var cancelled = ", \"cancelled_by\": \"mentor\"" + reason("I am ill, sorry!");
        bookings(samples, "cancelled", Kind.BOOKING_CANCELLED, cancelled, Set.of(Kind.BOOKING_CONFIRMED));
        bookings(
                samples,
                "request-cancelled",
                Kind.BOOKING_CANCELLED,
                ", \"cancelled_by\": \"mentee\"",
                Set.of(Kind.BOOKING_REQUESTED));
        bookings(samples, "reminder", Kind.SESSION_REMINDER, "", Set.of(Kind.BOOKING_CONFIRMED));
        var ownEntry = ", \"mentor_has_own_entry\": true";
        samples.add(new Sample(
                "confirmed-own-entry", Kind.BOOKING_CONFIRMED, Side.MENTOR, BOOKING.formatted(ownEntry), Set.of()));
        samples.add(new Sample(
                "moved-own-entry",
                Kind.BOOKING_RESCHEDULED,
                Side.MENTOR,
                BOOKING.formatted(MOVED + ownEntry),
                Set.of(Kind.BOOKING_CONFIRMED)));
        samples.add(new Sample(
                "move-proposed", Kind.BOOKING_MOVE_PROPOSED, Side.MENTOR, BOOKING.formatted(PROPOSED), Set.of()));
        samples.add(new Sample(
                "move-declined", Kind.BOOKING_MOVE_DECLINED, Side.MENTOR, BOOKING.formatted(REFUSED), Set.of()));
        samples.add(new Sample(
                "question-asked",
                Kind.BOOKING_QUESTION_ASKED,
                Side.MENTEE,
                BOOKING.formatted(OPEN + ASKED.formatted("null")),
                Set.of(Kind.BOOKING_REQUESTED)));
        samples.add(new Sample(
                "question-answered",
                Kind.BOOKING_QUESTION_ANSWERED,
                Side.MENTOR,
                BOOKING.formatted(OPEN + ASKED.formatted("\"C. We are five.\"")),
                Set.of(Kind.BOOKING_REQUESTED)));
        var byPlatform = ", \"cancelled_by\": \"system\"" + reason("The mentor was suspended.");
        bookings(samples, "cancelled-by-platform", Kind.BOOKING_CANCELLED, byPlatform, Set.of(Kind.BOOKING_CONFIRMED));
        samples.add(new Sample("review-request", Kind.REVIEW_REQUEST, Side.MENTEE, SESSION.formatted(""), Set.of()));
        samples.add(new Sample("no-show", Kind.SESSION_NO_SHOW, Side.MENTEE, SESSION.formatted(ABSENT), Set.of()));
        samples.add(new Sample("contested", Kind.SESSION_CONTESTED, Side.MENTOR, SESSION.formatted(ABSENT), Set.of()));
        samples.add(new Sample("decided", Kind.SESSION_DECIDED, Side.MENTEE, SESSION.formatted(ABSENT), Set.of()));
        samples.add(new Sample(
                "export-ready", Kind.EXPORT_READY, null, "{\"expires_at\": \"2027-03-21T14:00:00Z\"}", Set.of()));
        samples.add(new Sample("account-closed", Kind.ACCOUNT_CLOSED, null, "{}", Set.of()));
        samples.add(new Sample("application-approved", Kind.APPLICATION_APPROVED, null, "{}", Set.of()));
        samples.addAll(ReportSamples.all());
        return samples;
    }

    private static void bookings(List<Sample> samples, String name, Kind kind, String more, Set<Kind> before) {
        for (var side : Side.values()) {
            samples.add(new Sample(name + "-" + side.column(), kind, side, BOOKING.formatted(more), before));
        }
    }

    private static String reason(String text) {
        return ", \"reason\": \"" + text + "\"";
    }
}
