package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.Names;
import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.TimeZoneId;

/**
 * What a mentee asks for.
 *
 * @param startTime the start of one of the mentor's free slots
 * @param sessionType the name of one of the mentor's session types
 * @param note for the mentor; null for none
 * @param timeZone the IANA zone of times in mails to the mentee while the account has none; null for UTC
 */
record NewBooking(
        @NotNull UUID mentorId,
        @NotNull OffsetDateTime startTime,
        @NotBlank String sessionType,
        @Size(max = 2000) @PlainText String note,
        @TimeZoneId String timeZone) {

    NewBooking {
        sessionType = Names.normalized(sessionType);
    }
}
