-- The specification's procedure to send confirmation e-mails: writes the event of the confirmation to the outbox, in the
-- transaction that confirmed the booking. The notification service writes the mails when the event arrives, each once. p_shown is
-- what booking_json shows of the booking.
CREATE OR REPLACE PROCEDURE send_confirmation_emails(p_booking bookings, p_shown jsonb, p_traceparent text)
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM append_booking_event(p_booking, p_shown, 'confirmed', p_traceparent);
END $$;

COMMENT ON PROCEDURE send_confirmation_emails IS
    'The specification''s procedure to send confirmation e-mails for bookings: hands the booking over in the transaction that '
    'confirmed it; the notification service writes to both sides when the event arrives, each once';
