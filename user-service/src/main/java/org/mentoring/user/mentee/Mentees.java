package org.mentoring.user.mentee;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What can be done with mentee profiles. */
@ApplicationScoped
class Mentees {

    // In one statement, so that the account cannot change between its being read and its being copied.
    private static final String CREATE = """
            INSERT INTO mentees (id, user_id, name, email, dob, linkedin, biography, linkedin_url, profile_image_url)
            SELECT u.user_id, u.user_id, u.name, i.email, u.dob, u.linkedin, $2, $3, $4
              FROM users u JOIN user_info i USING (user_id)
             WHERE u.user_id = $1
            ON CONFLICT DO NOTHING
            """;

    private final Transactions transactions;
    private final MenteeRepository profiles;

    Mentees(Transactions transactions, MenteeRepository profiles) {
        this.transactions = transactions;
        this.profiles = profiles;
    }

    /** The profile, if row security shows it to the caller. */
    Uni<Mentee> get(Caller caller, UUID id) {
        return transactions.readSession(caller, tx -> find(id).map(MenteeEntity::mentee));
    }

    /** Makes the caller's profile. */
    Uni<Mentee> create(Caller caller, MenteeChange change) {
        return transactions.session(
                caller,
                tx -> tx.preparedQuery(CREATE)
                        .execute(Tuple.of(
                                caller.id(), change.biography(), change.linkedinUrl(), change.profileImageUrl()))
                        .invoke(made -> {
                            if (made.rowCount() == 0) {
                                throw Problems.conflict(
                                        "There is a profile already, or no account yet: read /users/me, then the profile, and send its ETag as If-Match.");
                            }
                        })
                        .chain(() -> find(caller.id()))
                        .map(MenteeEntity::mentee));
    }

    /**
     * Changes the caller's profile.
     *
     * @param version the version that the caller has seen
     */
    Uni<Mentee> change(Caller caller, long version, MenteeChange change) {
        return transactions.session(
                caller,
                tx -> profiles.findById(caller.id())
                        .chain(profile -> profiles.change(profile, version, row -> row.apply(change)))
                        .map(MenteeEntity::mentee));
    }

    private Uni<MenteeEntity> find(UUID id) {
        return profiles.findById(id).onItem().ifNull().failWith(() -> Problems.notFound("mentee"));
    }
}
