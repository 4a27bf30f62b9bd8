-- Makes the session of a booking that is confirmed, and hands the confirmation over to be sent. p_shown is what booking_json shows
-- of the booking.
CREATE OR REPLACE FUNCTION create_session(p_booking bookings, p_shown jsonb, p_now timestamptz, p_traceparent text) RETURNS void
    LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
    INSERT INTO mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                    start_time, end_time, created_at)
    VALUES (p_booking.session_id, p_booking.id, p_booking.mentor_id::uuid, p_booking.mentor_name,
            p_booking.user_id::uuid, p_booking.user_name, 'upcoming', p_booking.start_time, p_booking.end_time, p_now);
    CALL send_confirmation_emails(p_booking, p_shown, p_traceparent);
END $$;

COMMENT ON FUNCTION create_session IS 'Makes the session of a booking that is now confirmed.';
