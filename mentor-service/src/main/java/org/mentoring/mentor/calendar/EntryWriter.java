package org.mentoring.mentor.calendar;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.commons.lang3.StringUtils;
import org.jboss.logging.Logger;
import org.mentoring.kit.calendar.EntryConfig;
import org.mentoring.kit.calendar.EntryText;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.mentor.calendar.Claims.Claim;
import org.mentoring.mentor.calendar.provider.CalendarProvider;
import org.mentoring.mentor.calendar.provider.ProviderEntry;
import org.mentoring.mentor.calendar.provider.ProviderFailure;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;

/**
 * Brings a mentor's calendar to what the bookings say. Each write may be repeated: an entry is known by its booking, and what
 * was written last is noted with the version of the booking, so that a change in between is written after it.
 */
@ApplicationScoped
class EntryWriter {

    private static final Logger LOG = Logger.getLogger(EntryWriter.class);
    private static final int LONGEST_REASON = 300;
    private static final String NEXT = """
            SELECT e.provider_event_id, e.attempts, booking_id, b.start_time, b.end_time, b.session_type, b.mentor_name,
                   b.mentor_locale, b.user_name, b.meeting_url, b.note, b.sequence, b.removed, b.version
              FROM calendar_entries e JOIN calendar_bookings b USING (booking_id)
             WHERE e.connection_id = $1 AND e.due_at <= now()
             ORDER BY e.due_at, b.booking_id LIMIT 1
            """;
    private static final String ATTEMPT_PUT = """
            UPDATE calendar_entries
               SET attempts = attempts + 1, possible_times = possible_times + tstzmultirange(tstzrange($3, $4))
             WHERE booking_id = $1 AND connection_id = $2
            """;
    private static final String ATTEMPT_REMOVE =
            "UPDATE calendar_entries SET attempts = attempts + 1 WHERE booking_id = $1 AND connection_id = $2";
    private static final String WRITTEN = """
            UPDATE calendar_entries e
               SET provider_event_id = $3, written_version = $4, possible_times = tstzmultirange(tstzrange($5, $6)),
                   attempts = 0, failure = NULL, due_at = CASE WHEN b.version > $4 THEN e.due_at END
              FROM calendar_bookings b
             WHERE e.booking_id = $1 AND e.connection_id = $2 AND b.booking_id = $1
            """;
    private static final String REMOVED = "DELETE FROM calendar_entries WHERE booking_id = $1 AND connection_id = $2";
    private static final String LATER = """
            UPDATE calendar_entries SET due_at = now() + make_interval(secs => $3), failure = $4 WHERE booking_id = $1 AND connection_id = $2
            """;

    private final Claims claims;
    private final EntryConfig config;
    private final SyncTiming timing;

    EntryWriter(Claims claims, EntryConfig config, SyncTiming timing) {
        this.claims = claims;
        this.config = config;
        this.timing = timing;
    }

    /** @param id the provider's; empty before the first write that we know to have succeeded */
    private record Due(ProviderEntry entry, boolean removed, Optional<String> id, int attempts) {

        UUID bookingId() {
            return entry.bookingId();
        }
    }

    /**
     * Writes one after the other what is due. An entry that cannot be written is tried again later and keeps no other from being
     * written; if the provider does not respond as it should to the next one either, it is unavailable.
     */
    Uni<Void> write(Claim claim, CalendarProvider provider, AccessToken access) {
        var unavailable = new AtomicBoolean();
        return Multi.createBy()
                .repeating()
                .uni(() -> writeNext(claim, provider, access, unavailable))
                .whilst(written -> written)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Whether something was due. */
    private Uni<Boolean> writeNext(
            Claim claim, CalendarProvider provider, AccessToken access, AtomicBoolean unavailable) {
        return claims.step(claim, (tx, row) -> next(tx, claim))
                .call(due -> due.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : write(claim, provider, access, due.get())
                                .invoke(() -> unavailable.set(false))
                                .onFailure(EntryWriter::mayBeOfTheEntry)
                                .recoverWithUni(failure -> later(claim, due.get(), (ProviderFailure) failure)
                                        .chain(() -> goOnAfter((ProviderFailure) failure, unavailable))))
                .map(Optional::isPresent);
    }

    private static boolean mayBeOfTheEntry(Throwable failure) {
        return ProviderFailure.is(failure, Kind.REFUSED) || ProviderFailure.is(failure, Kind.UNAVAILABLE);
    }

    private static Uni<Void> goOnAfter(ProviderFailure failure, AtomicBoolean unavailable) {
        return failure.kind() == Kind.UNAVAILABLE && (failure.retryAfter().isPresent() || unavailable.getAndSet(true))
                ? Uni.createFrom().failure(failure)
                : Uni.createFrom().voidItem();
    }

    /** The attempt is stored before it is made: whatever its outcome, it is known where the entry may be. */
    private Uni<Optional<Due>> next(SqlConnection tx, Claim claim) {
        return tx.preparedQuery(NEXT)
                .execute(Tuple.of(claim.id()))
                .map(rows -> rows.stream().map(this::due).findFirst())
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(due)
                        : noteAttempt(tx, claim, due.get()).replaceWith(due));
    }

    private Due due(Row row) {
        return new Due(
                entry(row),
                row.getBoolean("removed"),
                Optional.ofNullable(row.getString("provider_event_id")),
                row.getInteger("attempts"));
    }

    /** With the words of mailed invitations and calendar files. */
    private ProviderEntry entry(Row row) {
        var booking = row.getUUID("booking_id");
        var text = new EntryText(
                row.getString("session_type"),
                row.getString("mentor_name"),
                row.getString("user_name"),
                row.getString("meeting_url"),
                row.getString("note"),
                URI.create(config.publicUrl() + "/bookings/" + booking),
                Locale.forLanguageTag(row.getString("mentor_locale")));
        return new ProviderEntry(
                booking,
                row.getLong("version"),
                booking + "@" + config.uidDomain(),
                row.getInteger("sequence"),
                row.get(OffsetDateTime.class, "start_time").toInstant(),
                row.get(OffsetDateTime.class, "end_time").toInstant(),
                config.organizerName(),
                config.organizer(),
                text.summary(),
                text.location(),
                text.description());
    }

    private static Uni<Void> noteAttempt(SqlConnection tx, Claim claim, Due due) {
        var noted = due.removed()
                ? tx.preparedQuery(ATTEMPT_REMOVE).execute(Tuple.of(due.bookingId(), claim.id()))
                : tx.preparedQuery(ATTEMPT_PUT)
                        .execute(Tuple.of(
                                due.bookingId(),
                                claim.id(),
                                utc(due.entry().start()),
                                utc(due.entry().end())));
        return noted.replaceWithVoid();
    }

    private Uni<Void> write(Claim claim, CalendarProvider provider, AccessToken access, Due due) {
        return due.removed()
                ? access.call(token -> provider.remove(token, due.entry(), due.id()))
                        .chain(() -> claims.step(claim, (tx, row) -> removed(tx, claim, due)))
                : access.call(token -> provider.put(token, due.entry(), due.id()))
                        .chain(id -> claims.step(claim, (tx, row) -> written(tx, claim, due, id)));
    }

    private static Uni<Void> written(SqlConnection tx, Claim claim, Due due, String id) {
        return tx.preparedQuery(WRITTEN)
                .execute(Tuple.of(
                        due.bookingId(),
                        claim.id(),
                        id,
                        due.entry().version(),
                        utc(due.entry().start()),
                        utc(due.entry().end())))
                .replaceWithVoid();
    }

    private static Uni<Void> removed(SqlConnection tx, Claim claim, Due due) {
        return tx.preparedQuery(REMOVED)
                .execute(Tuple.of(due.bookingId(), claim.id()))
                .replaceWithVoid();
    }

    private Uni<Void> later(Claim claim, Due due, ProviderFailure failure) {
        LOG.warnf(
                "Writing the calendar entry of booking %s failed, will retry: %s",
                due.bookingId(), failure.getMessage());
        return claims.step(
                claim,
                (tx, row) -> tx.preparedQuery(LATER)
                        .execute(Tuple.of(
                                due.bookingId(),
                                claim.id(),
                                DatabaseTime.seconds(timing.againAfter(
                                        due.attempts() + 1, failure.retryAfter().orElse(Duration.ZERO))),
                                StringUtils.truncate(failure.getMessage(), LONGEST_REASON)))
                        .replaceWithVoid());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
