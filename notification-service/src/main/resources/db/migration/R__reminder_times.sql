-- The reminders of a session that are still to come for a person: how many minutes before, and when. Without preferences a day and an hour
-- before.
CREATE OR REPLACE FUNCTION reminder_times(p_person uuid, p_start timestamptz, p_now timestamptz)
    RETURNS TABLE (minutes_before integer, due_at timestamptz)
    LANGUAGE sql STABLE AS $$
    SELECT minutes, p_start - make_interval(mins => minutes)
      FROM (SELECT DISTINCT unnest(coalesce((SELECT reminder_minutes FROM preferences WHERE user_id = p_person), '{1440,60}')))
           AS wanted (minutes)
     WHERE p_start - make_interval(mins => minutes) > p_now
$$;
COMMENT ON FUNCTION reminder_times IS 'When to remind a person of a session, by the person''s preferences.';
