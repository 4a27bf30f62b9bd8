package org.mentoring.mentor.profile;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problem.FieldError;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.validation.Names;
import org.mentoring.mentor.expertise.MentorChanges;
import org.mentoring.mentor.role.RealmRoles;
import org.mentoring.mentor.status.MentorStatusCheck;

/** What can be done with mentors. Every change raises the version by one and puts one event into the outbox. */
@ApplicationScoped
class Mentors implements MentorChanges {

    private static final String APPROVED = "approved";
    private static final String SUSPENDED = "suspended";
    private static final String FIND_TAGS = """
            SELECT wanted.position, t.id
              FROM unnest($1::text[]) WITH ORDINALITY AS wanted (tag, position)
              LEFT JOIN expertise_tag_names n ON lower(n.name) = lower(wanted.tag)
              LEFT JOIN expertise_tags t ON t.id = n.tag_id OR t.id::text = lower(wanted.tag)
             ORDER BY wanted.position
            """;
    private static final String DROP_EXPERTISE =
            "DELETE FROM mentor_expertise WHERE mentor_id = $1 AND tag_id <> ALL ($2)";
    private static final String ADD_EXPERTISE =
            "INSERT INTO mentor_expertise (mentor_id, tag_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING";

    private static final int BATCH = 500;
    private static final String TOUCH = """
            UPDATE mentors m SET version = m.version + 1 WHERE m.id = ANY ($1)
            RETURNING m.id, m.user_id, m.name, m.email, m.created_at, m.bio, m.linkedin, m.profile_image_url, m.role, m.status,
                      m.time_zone, m.locale, m.rating_mean, m.rating_count, m.version,
                      ARRAY(SELECT t.name FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
                             WHERE e.mentor_id = m.id ORDER BY lower(t.name)) AS expertise
            """;

    private static final String NOTE_ACCOUNT_ZONE =
            "UPDATE mentors SET account_time_zone = $2 WHERE id = $1 AND account_time_zone IS DISTINCT FROM $2";

    private final Transactions transactions;
    private final MentorRepository mentors;
    private final Outbox outbox;
    private final RealmRoles roles;
    private final Clock clock;

    Mentors(Transactions transactions, MentorRepository mentors, Outbox outbox, RealmRoles roles, Clock clock) {
        this.transactions = transactions;
        this.mentors = mentors;
        this.outbox = outbox;
        this.roles = roles;
        this.clock = clock;
    }

    Uni<Mentor> apply(Caller caller, String name, String email, Application application) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return transactions
                .session(
                        caller,
                        tx -> mentors.persistAndFlush(MentorEntity.of(caller.id(), name, email, now, application))
                                .chain(mentor -> announce(tx, mentor, MentorEvents::applied)))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentors_pkey"))
                .transform(failure -> Problems.conflict("You have applied before."));
    }

    Uni<Mentor> get(Caller caller, UUID id) {
        return transactions.readSession(
                caller, tx -> found(mentors.findById(id)).map(MentorEntity::mentor));
    }

    Uni<Mentor> change(Caller caller, long version, Function<Profile, Profile> change) {
        return transactions.session(
                caller,
                tx -> found(mentors.findById(caller.id()))
                        .invoke(mentor -> MentorStatusCheck.requireNotSuspended(mentor.status))
                        .chain(mentor -> mentors.change(mentor, version, row -> row.apply(change.apply(row.profile()))))
                        .chain(mentor -> announce(tx, mentor, MentorEvents::updated)));
    }

    Uni<Mentor> setExpertise(Caller caller, long version, List<String> tags) {
        return transactions
                .session(
                        caller,
                        tx -> found(mentors.findById(caller.id()))
                                .invoke(mentor -> MentorStatusCheck.requireNotSuspended(mentor.status))
                                .chain(mentor -> mentors.change(mentor, version, row -> {}))
                                .call(() -> tagIds(tx, tags)
                                        .call(ids ->
                                                tx.preparedQuery(DROP_EXPERTISE).execute(Tuple.of(caller.id(), ids)))
                                        .call(ids ->
                                                tx.preparedQuery(ADD_EXPERTISE).execute(Tuple.of(caller.id(), ids))))
                                .call(mentor -> mentors.getSession().chain(session -> session.refresh(mentor)))
                                .chain(mentor -> announce(tx, mentor, MentorEvents::updated)))
                // A tag was merged or removed meanwhile: by its name another may be found now.
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentor_expertise_tag_in_use"))
                .retry()
                .atMost(1);
    }

    /** @param from the status that the mentor must have; null for any other one */
    Uni<Mentor> approve(Caller admin, UUID id, String from) {
        return decide(admin, id, from, APPROVED, MentorEvents::approved);
    }

    /** @param from as in {@link #approve} */
    Uni<Mentor> suspend(Caller admin, UUID id, String from, Suspension suspension) {
        return decide(admin, id, from, SUSPENDED, mentor -> MentorEvents.suspended(mentor, suspension));
    }

    /** Suspends a mentor whose account is disabled; nothing happens to people who are not approved. */
    Uni<Void> suspendDisabled(SqlConnection tx, UUID id) {
        return mentors.findById(id)
                .chain(mentor -> mentor == null || !mentor.status.equals(APPROVED)
                        ? Uni.createFrom().voidItem()
                        : decided(
                                        tx,
                                        mentor,
                                        SUSPENDED,
                                        suspended -> MentorEvents.suspended(suspended, Suspension.ACCOUNT_CLOSED))
                                .replaceWithVoid());
    }

    Uni<Page<Mentor>> withStatus(Caller admin, String status, PageRequest page) {
        var wanted = page.after(2);
        return transactions
                .readSession(
                        admin,
                        tx -> wanted.map(after -> mentors.withStatusAfter(status, after.time(0), after.id(1)))
                                .orElseGet(() -> mentors.withStatus(status))
                                .range(0, page.limit())
                                .list())
                .map(found -> Page.of(found, page, mentor -> List.of(mentor.createdAt.toString(), mentor.id.toString()))
                        .map(MentorEntity::mentor));
    }

    private Uni<Mentor> decide(Caller admin, UUID id, String from, String status, Function<Mentor, OutboxEvent> event) {
        return transactions.session(
                admin,
                tx -> found(mentors.findById(id, LockModeType.PESSIMISTIC_WRITE))
                        .invoke(mentor -> {
                            if (mentor.status.equals(status) || from != null && !mentor.status.equals(from)) {
                                throw Problems.conflict("The mentor is " + mentor.status + " already.");
                            }
                        })
                        .chain(mentor -> decided(tx, mentor, status, event)));
    }

    private Uni<Mentor> decided(
            SqlConnection tx, MentorEntity mentor, String status, Function<Mentor, OutboxEvent> event) {
        return mentors.change(mentor, row -> row.status = status)
                .call(() -> roles.want(tx, mentor.id))
                .chain(() -> announce(tx, mentor, event));
    }

    /** Without Hibernate, which would compare all mentors read so far with each that it writes. */
    @Override
    public Uni<Void> changed(SqlConnection tx, List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .group()
                .intoLists()
                .of(BATCH)
                .onItem()
                .transformToUniAndConcatenate(batch -> tx.preparedQuery(TOUCH)
                        .execute(Tuple.of(batch.toArray(UUID[]::new)))
                        .chain(rows -> outbox.append(
                                tx,
                                rows.stream()
                                        .map(row -> MentorEvents.updated(mentor(row)))
                                        .toList())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Keeps the zone of the account, null for none; nothing happens to people who are no mentors. */
    Uni<Void> noteAccountZone(SqlConnection tx, UUID id, String zone) {
        return tx.preparedQuery(NOTE_ACCOUNT_ZONE).execute(Tuple.of(id, zone)).replaceWithVoid();
    }

    /** Gives a mentor the address that the account has, and tells others of it; of anybody else, and with the same address, nothing. */
    Uni<Void> changeEmail(SqlConnection tx, UUID id, String email) {
        return mentors.findById(id)
                .chain(mentor -> mentor == null || mentor.email.equals(email)
                        ? Uni.createFrom().voidItem()
                        : mentors.change(mentor, row -> row.email = email)
                                .chain(() -> announce(tx, mentor, MentorEvents::updated))
                                .replaceWithVoid());
    }

    private Uni<Mentor> announce(SqlConnection tx, MentorEntity row, Function<Mentor, OutboxEvent> event) {
        var mentor = row.mentor();
        return outbox.append(tx, event.apply(mentor)).replaceWith(mentor);
    }

    private static Mentor mentor(Row row) {
        return new Mentor(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getString("name"),
                row.getString("email"),
                row.getOffsetDateTime("created_at"),
                row.getString("bio"),
                row.getString("linkedin"),
                row.getString("profile_image_url"),
                row.getString("role"),
                row.getString("status"),
                row.getString("time_zone"),
                row.getString("locale"),
                row.getBigDecimal("rating_mean"),
                row.getLong("rating_count"),
                List.of(row.getArrayOfStrings("expertise")),
                row.getLong("version"));
    }

    private static Uni<MentorEntity> found(Uni<MentorEntity> mentor) {
        return mentor.onItem().ifNull().failWith(() -> Problems.notFound("mentor"));
    }

    private static Uni<UUID[]> tagIds(SqlConnection tx, List<String> tags) {
        // Composed as the names of tags are.
        var wanted = tags.stream().map(Names::normalized).toArray(String[]::new);
        return tx.preparedQuery(FIND_TAGS).execute(Tuple.of(wanted)).map(rows -> {
            var ids = new ArrayList<UUID>();
            var unknown = new ArrayList<FieldError>();
            for (var row : rows) {
                if (row.getUUID("id") == null) {
                    unknown.add(new FieldError("tags[" + (row.getLong("position") - 1) + "]", "is no expertise tag"));
                } else {
                    ids.add(row.getUUID("id"));
                }
            }
            if (!unknown.isEmpty()) {
                throw Problems.invalid(unknown);
            }
            return ids.toArray(UUID[]::new);
        });
    }
}
