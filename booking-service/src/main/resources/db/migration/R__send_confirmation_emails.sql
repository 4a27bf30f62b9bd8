-- The specification's procedure to send confirmation e-mails: writes the event of the confirmation to the outbox, in the
-- transaction that confirmed the booking. The notification service writes the mails when the event arrives, each once.
CREATE OR REPLACE PROCEDURE send_confirmation_emails(p_booking uuid, p_traceparent text DEFAULT NULL)
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO STRICT v_booking FROM bookings WHERE id = p_booking;
    PERFORM append_booking_event(v_booking, 'confirmed', p_traceparent);
END $$;

COMMENT ON PROCEDURE send_confirmation_emails IS
    'The specification''s procedure to send confirmation e-mails for bookings: hands the booking over in the transaction that '
    'confirmed it; the notification service writes to both sides when the event arrives, each once';
