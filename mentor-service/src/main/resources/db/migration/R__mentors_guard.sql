-- Refuses what the policies cannot: a policy sees the new row alone, not what changed in it.
CREATE OR REPLACE FUNCTION mentors_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status AND NOT app_has_role('admin')
        -- Of an account that was closed.
        AND NOT (app_has_role('service') AND OLD.status = 'approved' AND NEW.status = 'suspended') THEN
        RAISE EXCEPTION 'only an admin decides on mentors' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.rating_mean, NEW.rating_score, NEW.rating_count)
            IS DISTINCT FROM (OLD.rating_mean, OLD.rating_score, OLD.rating_count)
        AND NOT app_has_role('service') THEN
        RAISE EXCEPTION 'ratings come from reviews alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER mentors_guard BEFORE UPDATE ON mentors FOR EACH ROW EXECUTE FUNCTION mentors_guard();

COMMENT ON FUNCTION mentors_guard() IS 'Refuses changes of mentors that only admins or background work may make.';
