package org.mentoring.mentor.expertise;

import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What the mentors have to be told when a tag that they have is changed. */
public interface MentorChanges {

    /** Raises the version of these mentors and announces them as they then stand, in the transaction given. */
    Uni<Void> changed(SqlConnection tx, List<UUID> mentors);
}
