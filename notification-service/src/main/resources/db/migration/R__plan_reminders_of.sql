-- Plans all reminders of a person anew, after the preferences changed: of confirmed bookings, for times that have not passed.
-- Reminders that are due already are left to go out. The lock waits for events that plan reminders by the preferences of before.
CREATE OR REPLACE FUNCTION plan_reminders_of(p_person uuid, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reminders ' || p_person, 0));
    DELETE FROM reminders WHERE recipient_id = p_person AND due_at > p_now;
    INSERT INTO reminders (booking_id, recipient_id, minutes_before, due_at)
    SELECT b.id, p_person, r.minutes_before, r.due_at
      FROM bookings b CROSS JOIN LATERAL reminder_times(p_person, b.start_time, p_now) r
     WHERE (b.mentor_id = p_person OR b.mentee_id = p_person) AND b.status = 'confirmed' AND b.start_time > p_now
    ON CONFLICT DO NOTHING;
END $$;
COMMENT ON FUNCTION plan_reminders_of IS 'Plans all of a person''s reminders anew, after the person''s preferences changed.';
