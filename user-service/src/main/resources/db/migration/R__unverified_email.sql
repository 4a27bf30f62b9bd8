-- What stands in the column email of an account without a verified address, where the specification wants a unique text: an
-- address that no mail reaches (RFC 2606, section 2). It is never shown.
CREATE OR REPLACE FUNCTION unverified_email(p_user uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT p_user || '@unverified.invalid' $$;
COMMENT ON FUNCTION unverified_email IS 'What stands for the address of an account that has no verified one.';
