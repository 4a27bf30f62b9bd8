package org.mentoring.mentor.calendar.token;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** To which mentor, provider and column a ciphertext is bound; moved elsewhere it cannot be decrypted. */
public record TokenLocation(UUID mentorId, String provider, String column) {

    byte[] associatedData() {
        return (mentorId + "|" + provider + "|" + column).getBytes(StandardCharsets.UTF_8);
    }
}
