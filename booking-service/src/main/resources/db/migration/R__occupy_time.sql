-- Keeps the rows of occupied with the bookings that they are of: one row for each range of each side. No range of a person may
-- overlap another, whatever the person is in either: occupied_one_session_at_a_time refuses, and the detail of the error says
-- whose time it was, mentor or mentee. The next free time of both may be another then.
CREATE OR REPLACE FUNCTION occupy_time() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles  CONSTANT text := coalesce(current_setting('app.roles', true), '');
    v_role   text; -- Of set_config, which is assigned because PERFORM would run a query for it.
    v_mentor uuid;
    v_mentee uuid;
    v_mentor_before tstzmultirange := '{}';
    v_mentee_before tstzmultirange := '{}';
    v_mentor_after  tstzmultirange := '{}';
    v_mentee_after  tstzmultirange := '{}';
    v_count  bigint;
    v_side   text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        v_mentor := OLD.mentor_id;
        v_mentee := OLD.user_id;
        v_mentor_before := occupied_ranges(OLD, v_mentor);
        v_mentee_before := occupied_ranges(OLD, v_mentee);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        v_mentor := NEW.mentor_id;
        v_mentee := NEW.user_id;
        v_mentor_after := occupied_ranges(NEW, v_mentor);
        v_mentee_after := occupied_ranges(NEW, v_mentee);
    END IF;
    IF v_mentor_before = v_mentor_after AND v_mentee_before = v_mentee_after THEN
        RETURN NULL;
    END IF;

    -- The time of the other side is not the caller's to write.
    v_role := set_config('app.roles', 'service', true);
    IF NOT isempty(v_mentor_before) THEN
        DELETE FROM occupied WHERE booking_id = OLD.id;
    END IF;
    IF NOT isempty(v_mentor_after) THEN
        INSERT INTO occupied (person, during, booking_id)
        SELECT v_mentor, range, NEW.id FROM unnest(v_mentor_after) AS range
         UNION ALL
        SELECT v_mentee, range, NEW.id FROM unnest(v_mentee_after) AS range
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        IF v_count < ranges_in(v_mentor_after) + ranges_in(v_mentee_after) THEN
            SELECT CASE WHEN count(*) < ranges_in(v_mentor_after) THEN 'mentor' ELSE 'mentee' END INTO v_side
              FROM occupied WHERE booking_id = NEW.id AND person = v_mentor;
            RAISE EXCEPTION 'The % has another session then (occupied_one_session_at_a_time)', v_side
                USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'occupied_one_session_at_a_time', DETAIL = v_side;
        END IF;
    END IF;
    -- People who are only mentees have no next free time.
    INSERT INTO outdated_next_free_times (mentor_id)
    SELECT mentor_id FROM next_free_times WHERE mentor_id IN (v_mentor, v_mentee);
    v_role := set_config('app.roles', v_roles, true);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION occupy_time IS 'Keeps the rows of occupied with the bookings that they are of.';

CREATE OR REPLACE TRIGGER bookings_occupy_time
    AFTER INSERT OR DELETE OR UPDATE OF status, start_time, end_time, occupied, proposed_occupied ON bookings
    FOR EACH ROW EXECUTE FUNCTION occupy_time();
