SET LOCAL check_function_bodies = off;

-- Lets an aggregate go on with a version above those that were undone, see supersede_undone. The outcome:
--   published  it was published here as it stands
--   raised     its version is raised; its last event, if it has one, is right
--   kept       it has ended, or does when the person that it was with is erased again: it needs no event
--   gone       it does not exist any more
-- A booking goes on above the undone sequence, too, by which calendars find what is newer. One that was made after the moment is
-- inserted as cancelled: both sides have it in their calendars, and get the same mail as for any cancellation.
CREATE OR REPLACE FUNCTION restate_aggregate(p_topic text, p_subject uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    IF p_topic = 'mentoring.openings' THEN
        UPDATE next_free_times SET version = p_version WHERE mentor_id = p_subject;
        RETURN CASE WHEN FOUND THEN 'raised' ELSE 'gone' END;
    END IF;
    RETURN CASE p_topic
        WHEN 'mentoring.bookings' THEN restate_booking(p_subject, p_version, p_type, p_undone)
        WHEN 'mentoring.sessions' THEN restate_session(p_subject, p_version, p_type, p_undone)
        -- The version of the days that a mentor offers is the day: the next day's is above it anyway.
        ELSE 'gone' END;
END $$;

REVOKE EXECUTE ON FUNCTION restate_aggregate(text, uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_aggregate IS 'After a restore, lets a booking, session or next free time go on with a version above those that were undone.';
