-- Notes that the next free time of a mentor may be another, in the transaction of what changed: the schedule has another version
-- (settings, rules, windows, overrides, zone, busy times of calendars), or the mentor another status. That somebody's time is taken or
-- free again is noted by occupy_time. Rows are added and never changed: neither those who book nor the job that computes the time wait
-- for one another.
CREATE OR REPLACE FUNCTION note_outdated_next_free_time() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles  CONSTANT text := current_setting('app.roles', true);
    v_mentor uuid;
BEGIN
    IF TG_TABLE_NAME = 'mentors' THEN
        v_mentor := NEW.id;
    ELSIF TG_TABLE_NAME = 'schedules' THEN
        v_mentor := NEW.mentor_id;
    -- Of occupied, until R__triggers_of_the_baseline has dropped the trigger.
    ELSIF TG_OP = 'DELETE' THEN
        v_mentor := OLD.person;
    ELSE
        v_mentor := NEW.person;
    END IF;
    -- Whoever changes it: what follows is the service's.
    PERFORM set_config('app.roles', 'service', true);
    IF TG_TABLE_NAME = 'schedules' AND TG_OP = 'INSERT' THEN
        INSERT INTO next_free_times (mentor_id) VALUES (v_mentor) ON CONFLICT DO NOTHING;
    END IF;
    -- People who are only mentees have none.
    INSERT INTO outdated_next_free_times (mentor_id) SELECT n.mentor_id FROM next_free_times n WHERE n.mentor_id = v_mentor;
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION note_outdated_next_free_time IS 'Notes that the next free time of a mentor may be another.';

CREATE OR REPLACE TRIGGER schedules_begin_with_a_next_free_time AFTER INSERT ON schedules
    FOR EACH ROW EXECUTE FUNCTION note_outdated_next_free_time();
CREATE OR REPLACE TRIGGER schedules_outdate_next_free_time AFTER UPDATE ON schedules
    FOR EACH ROW WHEN (OLD.schedule_version <> NEW.schedule_version) EXECUTE FUNCTION note_outdated_next_free_time();
CREATE OR REPLACE TRIGGER mentors_outdate_next_free_time AFTER UPDATE ON mentors
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION note_outdated_next_free_time();
