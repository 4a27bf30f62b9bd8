-- Lets no time of the person be taken until the transaction ends: bookings that were checked before are in by now, and those that
-- come after are checked again.
CREATE OR REPLACE FUNCTION lock_person(p_person uuid) RETURNS void
    LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtextextended('person ' || p_person, 0)) $$;

COMMENT ON FUNCTION lock_person IS 'Locks the time of a person until the end of the transaction.';
