-- Keeps the local copy of a booking unless a later version is known, and plans its reminders anew where its status or time has
-- changed: of a time that is only proposed nobody is reminded, nor is the agreed one forgotten. Returns whether it has changed.
CREATE OR REPLACE FUNCTION update_booking_copy(p_id uuid, p_version bigint, p_status text, p_start timestamptz, p_end timestamptz,
                                               p_mentor uuid, p_mentee uuid, p_data jsonb, p_now timestamptz) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_before bookings;
BEGIN
    SELECT * INTO v_before FROM bookings WHERE id = p_id FOR UPDATE;
    INSERT INTO bookings AS known (id, version, status, start_time, end_time, mentor_id, mentee_id, data)
    VALUES (p_id, p_version, p_status, p_start, p_end, p_mentor, p_mentee, p_data)
    ON CONFLICT (id) DO UPDATE
        SET version = excluded.version, status = excluded.status, start_time = excluded.start_time,
            end_time = excluded.end_time, mentor_id = excluded.mentor_id, mentee_id = excluded.mentee_id,
            data = excluded.data
      WHERE known.version < excluded.version;
    IF NOT FOUND OR (v_before.status, v_before.start_time, v_before.end_time) = (p_status, p_start, p_end) THEN
        RETURN false;
    END IF;
    -- A change of the preferences at the same time sees this booking or is seen here; see plan_reminders_of.
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('reminders ' || side.person, 0)) FROM unnest(ARRAY[p_mentor, p_mentee]) side (person);
    DELETE FROM reminders WHERE booking_id = p_id;
    IF p_status = 'confirmed' AND p_start > p_now THEN
        INSERT INTO reminders (booking_id, recipient_id, minutes_before, due_at)
        SELECT p_id, side.person, r.minutes_before, r.due_at
          FROM (VALUES (p_mentor), (p_mentee)) side (person) CROSS JOIN LATERAL reminder_times(side.person, p_start, p_now) r
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN true;
END $$;
COMMENT ON FUNCTION update_booking_copy IS 'Keeps the local copy of a booking, and plans its reminders; returns whether its status or time has changed.';
