-- Whether a mentor may be booked and act as one now; a token may be older than a suspension.
CREATE OR REPLACE FUNCTION mentor_is_approved(p_mentor uuid) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles    CONSTANT text := current_setting('app.roles', true);
    v_approved boolean;
BEGIN
    -- The row of a mentor is not everybody's to read.
    PERFORM set_config('app.roles', 'service', true);
    v_approved := EXISTS (SELECT FROM mentors WHERE id = p_mentor AND status = 'approved');
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
    RETURN v_approved;
END $$;

COMMENT ON FUNCTION mentor_is_approved IS 'Whether a mentor may be booked and act as one now.';
