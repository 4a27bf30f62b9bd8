SET LOCAL check_function_bodies = off;

-- Lets an aggregate go on with a version above those that were undone, see supersede_undone. The outcome:
--   published  it was published here as it stands
--   raised     its last event, if it has one, says what stands
--   kept       it has ended, or does when the person that it was with is erased again: nothing of it need be told
--   gone       it is not there any more
-- A booking goes on above the undone sequence, too, by which calendars tell what is newer. One that was made after the moment comes
-- back as cancelled: both sides have it in their calendars, and are told by the same mail as of any cancellation.
CREATE OR REPLACE FUNCTION restate_aggregate(p_topic text, p_subject uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE p_topic
        WHEN 'mentoring.bookings' THEN restate_booking(p_subject, p_version, p_type, p_undone)
        WHEN 'mentoring.sessions' THEN restate_session(p_subject, p_version, p_type, p_undone)
        WHEN 'mentoring.openings' THEN restate_opening(p_subject, p_version)
        -- The version of the days that a mentor offers is the day: the next day's is above it anyway.
        ELSE 'gone' END;
END $$;

REVOKE EXECUTE ON FUNCTION restate_aggregate(text, uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_aggregate IS 'After a restore, lets a booking, session or next free time go on with a version above those that were undone.';
