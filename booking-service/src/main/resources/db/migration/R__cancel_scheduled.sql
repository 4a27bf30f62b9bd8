SET LOCAL check_function_bodies = off;

-- Cancels some of the bookings whose cancellation is scheduled; returns how many it has dealt with. Several replicas may call it
-- at once. What has begun or ended meanwhile is left as it is.
CREATE OR REPLACE FUNCTION cancel_scheduled(p_now timestamptz, p_traceparent text, p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_due     scheduled_cancellations;
    v_booking bookings;
    v_count   integer := 0;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    FOR v_due IN
        DELETE FROM scheduled_cancellations
         WHERE booking_id IN (SELECT booking_id FROM scheduled_cancellations LIMIT p_limit FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        v_count := v_count + 1;
        SELECT * INTO v_booking FROM bookings WHERE id = v_due.booking_id FOR UPDATE;
        IF v_booking.start_time > p_now
           AND (v_booking.status = 'pending'
                OR v_booking.status = 'confirmed' AND NOT v_due.requests_only AND NOT session_has_begun(v_booking)) THEN
            PERFORM end_booking(v_booking.id, v_due.cancelled_by, v_due.reason, p_now, p_traceparent);
        END IF;
    END LOOP;
    RETURN v_count;
END $$;

COMMENT ON FUNCTION cancel_scheduled IS 'Cancels some of the bookings whose cancellation is scheduled; how many it has dealt with.';
