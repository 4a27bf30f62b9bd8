package org.mentoring.review.review;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class ReviewRepository implements VersionedRepository<Review, UUID> {

    /** By name: a prepared statement with {@code *} fails when a migration adds a column. */
    static final String COLUMNS =
            "id, mentor_id, mentee_id, session_id, rating, feedback, mentee_display_name, created_at,"
                    + " updated_at, reply, reply_at, hidden, hidden_reason, withdrawn, useful_count, version";

    /** The reviews that a statement returns, as {@link #COLUMNS}. */
    Uni<List<Review>> returning(String statement, List<Object> parameters) {
        return getSession().chain(session -> {
            var query = session.createNativeQuery(statement.replace('$', '?'), Review.class);
            for (int i = 0; i < parameters.size(); i++) {
                query.setParameter(i + 1, parameters.get(i));
            }
            return query.getResultList();
        });
    }

    /** One more than a page of what the mentee has written, the newest first. */
    Uni<List<Review>> ofMentee(UUID mentee, UUID after, int limit) {
        var found = after == null
                ? find("menteeId = ?1 order by id desc", mentee)
                : find("menteeId = ?1 and id < ?2 order by id desc", mentee, after);
        return found.range(0, limit).list();
    }
}
