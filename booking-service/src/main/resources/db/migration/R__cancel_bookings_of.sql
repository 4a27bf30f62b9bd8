SET LOCAL check_function_bodies = off;

-- Cancels all future bookings of a person, as mentor and as mentee, and drops the person's holds, in the transaction that calls it
-- as the service; p_by is admin or system. Returns how many it cancelled. All are cancelled at once, because there are few: nobody is
-- in two sessions at a time.
CREATE OR REPLACE FUNCTION cancel_bookings_of(p_person uuid, p_by text, p_reason text, p_now timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_count   integer := 0;
BEGIN
    PERFORM lock_person(p_person);
    DELETE FROM bookings WHERE status = 'held' AND (mentor_id = p_person::text OR user_id = p_person::text);
    FOR v_booking IN
        SELECT * FROM bookings
         WHERE (mentor_id = p_person::text OR user_id = p_person::text)
           AND start_time > p_now AND status IN ('pending', 'confirmed')
         ORDER BY id FOR UPDATE
    LOOP
        CONTINUE WHEN session_has_begun(v_booking);
        PERFORM end_booking(v_booking.id, p_by, p_reason, p_now, NULL);
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END $$;

COMMENT ON FUNCTION cancel_bookings_of IS 'Cancels all future bookings of a person, as mentor and as mentee.';
