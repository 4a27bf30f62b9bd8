package org.mentoring.mentor.profile;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
import org.mentoring.mentor.standing.Standing;

/** What can be done with mentors. Every change raises the version by one and puts one event into the outbox. */
@ApplicationScoped
class Mentors implements MentorChanges {

    private static final String APPROVED = "approved";
    private static final String SELECT = """
            SELECT m.id, m.user_id, m.name, m.email, m.created_at, m.bio, m.linkedin, m.profile_image_url, m.role, m.status,
                   m.time_zone, m.locale, m.rating_mean, m.rating_count, m.version,
                   (SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}')
                      FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
                     WHERE e.mentor_id = m.id) AS expertise
              FROM mentors m
            """;
    private static final String INSERT = """
            INSERT INTO mentors (id, user_id, name, email, created_at, bio, linkedin, profile_image_url, time_zone, locale)
            VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
    private static final String UPDATE = """
            UPDATE mentors
               SET name = $3, bio = $4, linkedin = $5, profile_image_url = $6, time_zone = $7, locale = $8, version = version + 1
             WHERE id = $1 AND version = $2
            """;
    private static final String TOUCH = "UPDATE mentors SET version = version + 1 WHERE id = $1 AND version = $2";
    private static final String RAISE = "UPDATE mentors SET version = version + 1 WHERE id = $1";
    private static final String DECIDE =
            "UPDATE mentors SET status = $2, version = version + 1 WHERE id = $1 AND status <> $2";
    private static final String DISABLE =
            "UPDATE mentors SET status = 'suspended', version = version + 1 WHERE id = $1 AND status = 'approved'";
    private static final String READDRESS =
            "UPDATE mentors SET email = $2, version = version + 1 WHERE id = $1 AND email <> $2";
    private static final String WAITING = SELECT + """
             WHERE m.status = 'applied' AND ($1::uuid IS NULL OR m.id > $1) ORDER BY m.id LIMIT $2
            """;
    private static final String FIND_TAGS = """
            SELECT wanted.position, t.id
              FROM unnest($1::text[]) WITH ORDINALITY AS wanted (tag, position)
              LEFT JOIN expertise_tags t ON lower(t.name) = lower(wanted.tag) OR t.id::text = lower(wanted.tag)
             ORDER BY wanted.position
            """;
    private static final String DROP_EXPERTISE =
            "DELETE FROM mentor_expertise WHERE mentor_id = $1 AND tag_id <> ALL ($2)";
    private static final String ADD_EXPERTISE =
            "INSERT INTO mentor_expertise (mentor_id, tag_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING";

    private final Transactions transactions;
    private final Outbox outbox;
    private final RealmRoles roles;
    private final Clock clock;

    Mentors(Transactions transactions, Outbox outbox, RealmRoles roles, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.roles = roles;
        this.clock = clock;
    }

    Uni<Mentor> apply(Caller caller, String name, String email, Application application) {
        var values = Tuple.tuple()
                .addUUID(caller.id())
                .addString(name)
                .addString(email)
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addString(application.bio())
                .addString(application.linkedin())
                .addString(application.profileImageUrl())
                .addString(application.timeZone())
                .addString(application.locale());
        return transactions
                .write(
                        caller,
                        tx -> tx.preparedQuery(INSERT)
                                .execute(values)
                                .chain(() -> announce(tx, caller.id(), MentorEvents::applied)))
                .onFailure(failure -> DatabaseFailure.violates(failure, "mentors_pkey"))
                .transform(failure -> Problems.conflict("You have applied before."));
    }

    Uni<Mentor> get(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    Uni<Mentor> change(Caller caller, long version, Function<Profile, Profile> change) {
        return transactions.write(
                caller,
                tx -> find(tx, caller.id()).chain(mentor -> {
                    Standing.requireNotSuspended(mentor.status());
                    // A patch is of the version it names: applied to another one it could undo what it never saw.
                    requireCurrent(mentor.version() == version ? 1 : 0);
                    var profile = change.apply(Profile.of(mentor));
                    var values = Tuple.tuple()
                            .addUUID(caller.id())
                            .addLong(version)
                            .addString(profile.name().strip())
                            .addString(profile.bio())
                            .addString(profile.linkedin())
                            .addString(profile.profileImageUrl())
                            .addString(profile.timeZone())
                            .addString(profile.locale());
                    return tx.preparedQuery(UPDATE)
                            .execute(values)
                            .invoke(updated -> requireCurrent(updated.rowCount()))
                            .chain(() -> announce(tx, caller.id(), MentorEvents::updated));
                }));
    }

    Uni<Mentor> setExpertise(Caller caller, long version, List<String> tags) {
        return transactions.write(
                caller,
                tx -> find(tx, caller.id())
                        .invoke(mentor -> Standing.requireNotSuspended(mentor.status()))
                        .chain(() -> tx.preparedQuery(TOUCH).execute(Tuple.of(caller.id(), version)))
                        .invoke(touched -> requireCurrent(touched.rowCount()))
                        .chain(() -> tagIds(tx, tags))
                        .call(ids -> tx.preparedQuery(DROP_EXPERTISE).execute(Tuple.of(caller.id(), ids)))
                        .call(ids -> tx.preparedQuery(ADD_EXPERTISE).execute(Tuple.of(caller.id(), ids)))
                        .chain(() -> announce(tx, caller.id(), MentorEvents::updated)));
    }

    Uni<Mentor> approve(Caller admin, UUID id) {
        return decide(admin, id, APPROVED, MentorEvents::approved);
    }

    Uni<Mentor> suspend(Caller admin, UUID id, Suspension suspension) {
        return decide(admin, id, "suspended", mentor -> MentorEvents.suspended(mentor, suspension));
    }

    /** Suspends a mentor whose account is disabled; nothing happens to who is not approved. */
    Uni<Void> disabled(SqlConnection tx, UUID id) {
        return tx.preparedQuery(DISABLE)
                .execute(Tuple.of(id))
                .chain(disabled -> disabled.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : roles.want(tx, id, false)
                                .chain(() -> announce(
                                        tx, id, mentor -> MentorEvents.suspended(mentor, Suspension.ACCOUNT_CLOSED)))
                                .replaceWithVoid());
    }

    Uni<Page<Mentor>> waiting(Caller admin, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .read(admin, tx -> tx.preparedQuery(WAITING).execute(Tuple.of(after, page.limit() + 1)))
                .map(rows -> rows.stream().map(Mentor::of).toList())
                .map(mentors ->
                        Page.of(mentors, page, mentor -> List.of(mentor.id().toString())));
    }

    private Uni<Mentor> decide(Caller admin, UUID id, String status, Function<Mentor, OutboxEvent> event) {
        return transactions.write(
                admin,
                tx -> find(tx, id)
                        .chain(() -> tx.preparedQuery(DECIDE).execute(Tuple.of(id, status)))
                        .invoke(decided -> {
                            if (decided.rowCount() == 0) {
                                throw Problems.conflict("The mentor is " + status + " already.");
                            }
                        })
                        .chain(() -> roles.want(tx, id, status.equals(APPROVED)))
                        .chain(() -> announce(tx, id, event)));
    }

    @Override
    public Uni<Void> changed(SqlConnection tx, List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> tx.preparedQuery(RAISE)
                        .execute(Tuple.of(id))
                        .chain(() -> announce(tx, id, MentorEvents::updated)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Gives a mentor the address that the account has, and tells others of it; of anybody else, and with the same address, nothing. */
    Uni<Void> readdress(SqlConnection tx, UUID id, String email) {
        return tx.preparedQuery(READDRESS)
                .execute(Tuple.of(id, email))
                .chain(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : announce(tx, id, MentorEvents::updated).replaceWithVoid());
    }

    private Uni<Mentor> announce(SqlConnection tx, UUID id, Function<Mentor, OutboxEvent> event) {
        return find(tx, id).call(mentor -> outbox.append(tx, event.apply(mentor)));
    }

    private Uni<Mentor> find(SqlConnection tx, UUID id) {
        return tx.preparedQuery(SELECT + " WHERE m.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (var row : rows) {
                        return Mentor.of(row);
                    }
                    throw Problems.notFound("mentor");
                });
    }

    private static Uni<UUID[]> tagIds(SqlConnection tx, List<String> tags) {
        // Composed as the names of tags are.
        var wanted = tags.stream()
                .map(tag -> Names.normalized(tag).toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
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

    private static void requireCurrent(int changedRows) {
        if (changedRows == 0) {
            throw Problems.staleVersion();
        }
    }
}
