package org.mentoring.notification.message;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.annotation.Nullable;

import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mail as its recipient and admins see it.
 *
 * @param kind what it tells
 * @param bookingId null of a mail about no booking
 * @param recipientEmail where it was sent, or while it is pending, the current address; null if there is none
 * @param status pending, sending, sent, failed, or withdrawn if it was turned off or no longer useful
 * @param unconfirmedAttempts how many attempts ended without a reply of the mail server, so that the mail may have been sent; it
 *     is sent again with the same Message-ID
 * @param reason what stood in the way last; null when nothing did
 * @param sentAt when the mail server took it; null before
 */
record MailMessage(
        UUID id,

        @Schema(
                enumeration = {
                    "booking-requested",
                    "booking-confirmed",
                    "booking-declined",
                    "booking-expired",
                    "booking-rescheduled",
                    "booking-cancelled",
                    "booking-move-proposed",
                    "booking-move-declined",
                    "booking-question-asked",
                    "booking-question-answered",
                    "session-no-show",
                    "session-contested",
                    "session-decided",
                    "session-reminder",
                    "review-request",
                    "application-approved",
                    "export-ready",
                    "account-closed",
                    "mentor-report",
                    "platform-report"
                })
        String kind,

        @Nullable UUID bookingId,
        @Nullable String recipientEmail,

        @Schema(enumeration = {"pending", "sending", "sent", "failed", "withdrawn", "unknown"})
        String status,

        int attempts,
        int unconfirmedAttempts,
        @Nullable String reason,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime sentAt) {

    static MailMessage of(Row row) {
        return new MailMessage(
                row.getUUID("id"),
                row.getString("kind"),
                row.getUUID("booking_id"),
                row.getString("recipient_email"),
                row.getString("status"),
                row.getInteger("attempts"),
                row.getInteger("unconfirmed_attempts"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("sent_at"));
    }
}
