package org.mentoring.notification.message;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A message that this sender alone may send, until its claim ends.
 *
 * @param id also the mail's Message-ID
 * @param claimedAt by the clock of the database, as is {@code createdAt}
 * @param claimedUntil by the clock of this process
 * @param kind null for one that only a later version of this service knows
 * @param side null of a mail about no booking
 * @param email null when none is known
 * @param json the data that it was planned with
 * @param zone the recipient's; null when no account is known
 * @param language that the recipient chose; null for none
 * @param locale the recipient's; null when no account is known
 * @param turnedOff whether the recipient does not want this kind
 * @param before what the recipient was told before with the same order key
 * @param first the first mail to the recipient about the same booking; null when this one is
 * @param createdAt when it was planned, or an admin last had it sent again
 * @param traceparent of the request that all began with; may be null
 */
record ClaimedMessage(
        UUID id,
        UUID claim,
        Instant claimedAt,
        Instant claimedUntil,
        String kindName,
        Kind kind,
        UUID recipient,
        Side side,
        String name,
        String email,
        String json,
        String zone,
        String language,
        String locale,
        boolean turnedOff,
        Set<Kind> before,
        UUID first,
        int attempts,
        Instant createdAt,
        String traceparent) {}
