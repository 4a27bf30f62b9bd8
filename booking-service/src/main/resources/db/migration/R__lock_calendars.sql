-- Locks the calendars of both sides until the end of the transaction. Without it two who insert the same time would each wait for
-- the other to end (an exclusion constraint looks for rivals after the row is in) and be told so by the deadlock detector, a
-- second later. The constraints remain what guarantees that nothing overlaps. Always the mentor first, so that no cycle arises.
CREATE OR REPLACE FUNCTION lock_calendars(p_mentor uuid, p_mentee uuid) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('mentor ' || p_mentor, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('mentee ' || p_mentee, 0));
END $$;

COMMENT ON FUNCTION lock_calendars IS 'Locks the calendars of both sides, always in the same order.';
