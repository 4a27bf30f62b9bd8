SET LOCAL check_function_bodies = off;

-- Schedules the cancellation of a mentor's future bookings and drops holds of the mentor's time; to be called as the service.
-- Which bookings end is decided here, under the lock of the person, and not when they are cancelled: what is booked later
-- stays. With p_requests_only what is confirmed stays.
CREATE OR REPLACE FUNCTION schedule_cancellations(
    p_mentor uuid, p_requests_only boolean, p_by text, p_reason text, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
    PERFORM lock_person(p_mentor);
    DELETE FROM bookings WHERE mentor_id = p_mentor::text AND status = 'held';
    INSERT INTO scheduled_cancellations (booking_id, requests_only, cancelled_by, reason)
    SELECT id, p_requests_only, p_by, p_reason FROM bookings
     WHERE mentor_id = p_mentor::text AND start_time > p_now
       AND (status = 'pending' OR status = 'confirmed' AND NOT p_requests_only)
        ON CONFLICT (booking_id) DO UPDATE
       SET requests_only = excluded.requests_only, cancelled_by = excluded.cancelled_by, reason = excluded.reason
     WHERE scheduled_cancellations.requests_only;
END $$;

COMMENT ON FUNCTION schedule_cancellations IS 'Schedules the cancellation of a mentor''s future bookings.';
