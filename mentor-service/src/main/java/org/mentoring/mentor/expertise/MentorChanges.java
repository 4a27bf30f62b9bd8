package org.mentoring.mentor.expertise;

import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Changes the mentors that have a tag when the tag is changed. */
public interface MentorChanges {

    /** Raises the version of these mentors and announces them as they then stand, in the transaction given. */
    Uni<Void> changed(SqlConnection tx, List<UUID> mentors);
}
