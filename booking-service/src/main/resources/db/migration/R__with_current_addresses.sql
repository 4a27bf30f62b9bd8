-- A booking with the addresses that its sides' accounts have; as told where none is known. A booking keeps the addresses that
-- were told when it was made. Its calendar entry names both sides by the addresses that their mails go to: a calendar knows its
-- owner by that address, and what was told may be somebody else's by now. An account that lost its address has one that no mail
-- reaches (RFC 2606, section 2).
CREATE OR REPLACE FUNCTION with_current_addresses(b bookings) RETURNS bookings
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles CONSTANT text := current_setting('app.roles', true);
BEGIN
    -- The account of the other side is not the caller's to read.
    PERFORM set_config('app.roles', 'service', true);
    b.mentor_email := coalesce((SELECT coalesce(p.email, p.user_id || '@released.invalid') FROM people p
                                 WHERE p.user_id = b.mentor_id::uuid), b.mentor_email);
    b.user_email := coalesce((SELECT coalesce(p.email, p.user_id || '@released.invalid') FROM people p
                               WHERE p.user_id = b.user_id::uuid), b.user_email);
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
    RETURN b;
END $$;

COMMENT ON FUNCTION with_current_addresses IS
    'A booking with the addresses that its sides'' accounts have; as told where none is known.';
