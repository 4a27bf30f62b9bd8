-- Lets no time of the mentor be taken until the transaction ends: bookings that were checked before are in by now, and those
-- that come after are checked anew.
CREATE OR REPLACE FUNCTION lock_mentor_calendar(p_mentor uuid) RETURNS void
    LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtextextended('mentor ' || p_mentor, 0)) $$;

COMMENT ON FUNCTION lock_mentor_calendar IS 'Locks the calendar of a mentor until the end of the transaction.';
