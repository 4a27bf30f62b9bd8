SET LOCAL check_function_bodies = off;

-- Lets a booking go on with a version and a sequence above those that were undone; see restate_aggregate. p_type and
-- p_undone are of its last undone event, with the highest sequence of all.
CREATE OR REPLACE FUNCTION restate_booking(p_booking uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
    v_start   timestamptz := p_undone ->> 'start_time';
    v_end     timestamptz := p_undone ->> 'end_time';
BEGIN
    -- A hold that was booked after the moment: it has expired, or does in minutes.
    DELETE FROM bookings WHERE id = p_booking AND status = 'held';
    UPDATE bookings
       SET version = p_version - 1, sequence = greatest(sequence, (p_undone ->> 'sequence')::integer)
     WHERE id = p_booking
    RETURNING * INTO v_booking;
    IF FOUND THEN
        -- Whose side left is erased again, which cancels what is to come: no event says otherwise before. The next event then has the
        -- next version: mails wait where one is missing.
        IF v_booking.status NOT IN ('pending', 'confirmed') OR p_type = 'org.mentoring.booking.anonymized.v1' THEN
            RETURN 'kept';
        END IF;
        UPDATE bookings SET version = version + 1, sequence = sequence + 1 WHERE id = p_booking RETURNING * INTO v_booking;
        PERFORM append_booking_event(v_booking, booking_json(v_booking),
                                     CASE v_booking.status WHEN 'pending' THEN 'requested' ELSE 'confirmed' END, NULL);
        RETURN 'published';
    END IF;
    IF p_undone ->> 'status' NOT IN ('pending', 'confirmed') THEN
        RETURN 'gone';
    END IF;
    INSERT INTO bookings
    SELECT (jsonb_populate_record(NULL::bookings, p_undone || jsonb_build_object(
               'status', 'cancelled', 'cancelled_by', 'system', 'cancelled_at', now(), 'changed_at', now(),
               'reason', 'The booking was lost when data was restored.', 'version', p_version,
               'sequence', (p_undone ->> 'sequence')::integer + 1, 'expires_at', NULL, 'meeting_id', NULL, 'meeting_url', NULL,
               'mentee_moves', 0, 'mentor_moves', 0,
               'occupied', tstzrange(v_start - make_interval(mins => (p_undone ->> 'buffer_before_minutes')::integer),
                                     v_end + make_interval(mins => (p_undone ->> 'buffer_after_minutes')::integer))))).*
    RETURNING * INTO v_booking;
    PERFORM append_booking_event(v_booking, booking_json(v_booking), 'cancelled', NULL);
    RETURN 'published';
END $$;

REVOKE EXECUTE ON FUNCTION restate_booking(uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_booking IS
    'After a restore, lets a booking go on with a version above those that were undone; one that does not exist any more is inserted as cancelled.';
