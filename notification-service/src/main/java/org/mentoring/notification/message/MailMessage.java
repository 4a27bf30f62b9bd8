package org.mentoring.notification.message;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * A mail as its recipient and admins see it.
 *
 * @param kind booking-confirmed, booking-rescheduled or booking-cancelled
 * @param status pending, sending, sent or failed
 * @param doubts how often the mail may have gone out without our knowing; it was sent again under the same Message-ID
 * @param reason what stood in the way last; null when nothing did
 * @param sentAt when the mail server took it; null before
 */
record MailMessage(
        UUID id,
        String kind,
        UUID bookingId,
        String recipientEmail,
        String status,
        int attempts,
        int doubts,
        String reason,
        OffsetDateTime createdAt,
        OffsetDateTime sentAt) {

    static MailMessage of(Row row) {
        return new MailMessage(
                row.getUUID("id"),
                row.getString("kind"),
                row.getUUID("booking_id"),
                row.getString("recipient_email"),
                row.getString("status"),
                row.getInteger("attempts"),
                row.getInteger("doubts"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("sent_at"));
    }
}
