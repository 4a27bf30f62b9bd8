-- Keeps the rows of occupied with the bookings that they are of: one row for each range of each side. No range of a person may
-- overlap another, whatever the person is in either: occupied_one_session_at_a_time refuses, and the detail of the error says
-- whose time it was, mentor or mentee.
CREATE OR REPLACE FUNCTION occupy_time() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles  CONSTANT text := current_setting('app.roles', true);
    v_side   text;
    v_person uuid;
    v_before tstzmultirange := '{}';
    v_after  tstzmultirange := '{}';
    v_count  integer;
BEGIN
    -- The time of the other side is not the caller's to write.
    PERFORM set_config('app.roles', 'service', true);
    FOREACH v_side IN ARRAY ARRAY['mentor', 'mentee'] LOOP
        IF TG_OP <> 'INSERT' THEN
            v_person := CASE v_side WHEN 'mentor' THEN OLD.mentor_id ELSE OLD.user_id END;
            v_before := occupied_ranges(OLD, v_person);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            v_person := CASE v_side WHEN 'mentor' THEN NEW.mentor_id ELSE NEW.user_id END;
            v_after := occupied_ranges(NEW, v_person);
        END IF;
        CONTINUE WHEN v_before = v_after;
        IF NOT isempty(v_before) THEN
            DELETE FROM occupied WHERE booking_id = OLD.id AND person = v_person;
        END IF;
        CONTINUE WHEN isempty(v_after);
        INSERT INTO occupied (person, during, booking_id) SELECT v_person, r, NEW.id FROM unnest(v_after) r
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        IF v_count < (CASE WHEN v_after = multirange(range_merge(v_after)) THEN 1 ELSE 2 END) THEN
            RAISE EXCEPTION 'The % has another session then (occupied_one_session_at_a_time)', v_side
                USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'occupied_one_session_at_a_time', DETAIL = v_side;
        END IF;
    END LOOP;
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION occupy_time IS 'Keeps the rows of occupied with the bookings that they are of.';

CREATE OR REPLACE TRIGGER bookings_occupy_time
    AFTER INSERT OR DELETE OR UPDATE OF status, start_time, end_time, occupied, proposed_occupied ON bookings
    FOR EACH ROW EXECUTE FUNCTION occupy_time();
