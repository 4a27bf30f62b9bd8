package org.mentoring.notification.message;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that this sender alone may send, until its claim ends.
 *
 * @param id also the mail's Message-ID
 * @param booking the data of the event as JSON
 * @param zone the recipient's, as the account says; null when no account is known
 * @param locale the recipient's, as the account says; null when no account is known
 * @param traceparent of the request that all began with; may be null
 */
record Claimed(
        UUID id,
        UUID claim,
        Kind kind,
        Side side,
        String email,
        String booking,
        String zone,
        String locale,
        int attempts,
        Instant createdAt,
        String traceparent) {}
