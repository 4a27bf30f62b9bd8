-- Lets an account go on with a version above those that were undone, see supersede_undone. Whoever left is erased again, and the
-- account at the identity provider deleted: it may have come back with a backup, too. The outcome:
--   raised     its last event says what stands
--   published  the account is closed again
--   gone       it is not there any more, or is an export, which is delivered once
CREATE OR REPLACE FUNCTION restate_aggregate(p_topic text, p_subject uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    IF p_topic <> 'mentoring.users' THEN
        RETURN 'gone';
    END IF;
    IF p_type = 'org.mentoring.user.erased.v1' THEN
        UPDATE users SET version = p_version - 1 WHERE user_id = p_subject;
        PERFORM close_account(p_subject, 'user', NULL, NULL, NULL, true, now(), NULL);
        RETURN 'published';
    END IF;
    UPDATE users SET version = p_version WHERE user_id = p_subject;
    RETURN CASE WHEN FOUND THEN 'raised' ELSE 'gone' END;
END $$;

REVOKE EXECUTE ON FUNCTION restate_aggregate(text, uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_aggregate IS 'After a restore, lets an account go on with a version above those that were undone, or closes it again.';
