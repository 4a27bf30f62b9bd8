-- Closes the account of a person: it is erased here at once, other services are told, and the account at the identity provider is
-- to be deleted, unless p_requested_by is identity-provider: then it was. The outcome:
--   closed   it is
--   already  it was before
--   unknown  there is no such account, and the caller is not the person
--   stale    the account has another version than p_version, which is null where that does not matter
CREATE OR REPLACE FUNCTION close_account(p_person uuid, p_requested_by text, p_admin uuid, p_reason text, p_version bigint,
                                         p_delete_identity boolean, p_now timestamptz, p_traceparent text) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles   text := current_setting('app.roles', true);
    v_version bigint;
    v_outcome text;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    -- A first request that creates the account at the same time has no row to lock yet.
    PERFORM pg_advisory_xact_lock(hashtextextended(p_person::text, 0));
    SELECT u.version INTO v_version FROM users u WHERE u.user_id = p_person FOR UPDATE;
    IF is_erased(p_person) THEN
        v_outcome := 'already';
    ELSIF v_version IS NULL AND p_admin IS NOT NULL THEN
        v_outcome := 'unknown';
    ELSIF p_version <> coalesce(v_version, 0) THEN
        v_outcome := 'stale';
    ELSE
        v_outcome := 'closed';
        INSERT INTO erased_people (user_id, erased_at, due_at) VALUES (p_person, p_now, p_now);
        INSERT INTO erasures (user_id, requested_by, admin_id, reason, requested_at, identity_due_at, identity_deleted_at)
        VALUES (p_person, p_requested_by, p_admin, p_reason, p_now,
                CASE WHEN p_delete_identity AND p_requested_by <> 'identity-provider' THEN p_now END,
                CASE WHEN p_requested_by = 'identity-provider' THEN p_now END);
        INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
        VALUES ('mentoring.users', 'org.mentoring.user.erased.v1', p_person, coalesce(v_version, 0) + 1, p_traceparent,
                jsonb_build_object('user_id', p_person, 'erased_at', to_char(p_now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')));
        PERFORM erase_person(p_person, p_now);
    END IF;
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
    RETURN v_outcome;
END $$;
COMMENT ON FUNCTION close_account IS 'Closes the account of a person and has everything that is known of the person erased.';
