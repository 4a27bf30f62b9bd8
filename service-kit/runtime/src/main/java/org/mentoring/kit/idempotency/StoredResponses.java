package org.mentoring.kit.idempotency;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * What of a stored answer is still shown when it is repeated. A service whose answers hold something that its caller may lose the
 * right to see has a bean of this type.
 */
public interface StoredResponses {

    /**
     * The body to repeat.
     *
     * @param transaction of the caller
     * @param body as stored
     */
    Uni<Object> stillShown(SqlConnection transaction, Object body);
}
