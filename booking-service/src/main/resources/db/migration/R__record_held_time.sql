-- Records how long a slot was held, when the hold ends: released, replaced, booked or expired.
CREATE OR REPLACE FUNCTION record_held_time() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    v_end  CONSTANT timestamptz := greatest(OLD.created_at, least(clock_timestamp(), OLD.expires_at));
    v_held CONSTANT tstzmultirange := tstzmultirange(tstzrange(OLD.created_at, v_end));
BEGIN
    INSERT INTO mentee_activity AS a (user_id, mentor_id, held, changed_at)
    VALUES (OLD.user_id::uuid, OLD.mentor_id::uuid, v_held, v_end)
    ON CONFLICT (user_id, mentor_id) DO UPDATE
       SET held = (a.held + v_held) * tstzmultirange(tstzrange(v_end - interval '24 hours', NULL)),
           changed_at = greatest(a.changed_at, v_end);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION record_held_time IS 'Records how long a slot was held.';

CREATE OR REPLACE TRIGGER bookings_record_held_time
    AFTER DELETE ON bookings
    FOR EACH ROW WHEN (OLD.status = 'held' AND OLD.expires_at IS NOT NULL) EXECUTE FUNCTION record_held_time();
