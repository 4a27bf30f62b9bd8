package org.mentoring.notification.message;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.notification.mail.Recipient;
import org.mentoring.notification.mail.UnsendableException;

/**
 * A mail to be written.
 *
 * @param side on which side of the booking the recipient is; null of a mail about no booking
 * @param json the data that it was planned with
 * @param before what the recipient was told before with the same order key
 * @param unsubscribe where the recipient can turn this kind off; null where that cannot be
 * @param now the time of writing
 */
public record MailRequest(
        UUID id,
        Kind kind,
        Side side,
        Recipient recipient,
        String json,
        Set<Kind> before,
        URI unsubscribe,
        Instant now,
        ObjectMapper mapper) {

    /** The same of another kind: what the recipient has not been told is told from its beginning. */
    public MailRequest as(Kind another) {
        return new MailRequest(id, another, side, recipient, json, before, unsubscribe, now, mapper);
    }

    /** The data that it was planned with, read by names alone, in snake_case. */
    public <T> T data(Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UnsendableException(
                    "The message does not hold what its kind is about: " + e.getOriginalMessage(), e);
        }
    }
}
