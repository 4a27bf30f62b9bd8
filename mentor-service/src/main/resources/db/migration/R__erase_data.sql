-- Erases what this service knows of a person; answers how much of it has to wait. See erase_person of the kit. Grants of connected
-- calendars are revoked at their providers, which is the one thing that needs their tokens a little longer.
CREATE OR REPLACE FUNCTION erase_data(p_person uuid, p_now timestamptz) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_mentor     mentors;
    v_connection mentor_calendar_oauth;
    v_version    bigint;
    v_waiting    bigint;
BEGIN
    SELECT * INTO v_mentor FROM mentors WHERE id = p_person FOR UPDATE;
    IF FOUND THEN
        FOR v_connection IN SELECT * FROM mentor_calendar_oauth WHERE mentor_id = p_person FOR UPDATE LOOP
            INSERT INTO calendar_revocations (mentor_id, provider, token_column, token, key_id, due_at)
            VALUES (p_person, v_connection.provider,
                    CASE WHEN v_connection.refresh_token IS NULL THEN 'access_token' ELSE 'refresh_token' END,
                    coalesce(v_connection.refresh_token, v_connection.access_token), v_connection.key_id, p_now);
            -- The topic keeps the last event of each calendar for ever.
            INSERT INTO calendar_versions AS v (mentor_id) VALUES (p_person)
            ON CONFLICT (mentor_id) DO UPDATE SET version = v.version + 1
            RETURNING version INTO v_version;
            INSERT INTO outbox (topic, type, subject, aggregate_version, data)
            VALUES ('mentoring.calendars', 'org.mentoring.calendar.busy-changed.v1',
                    calendar_id(p_person, v_connection.provider), v_version,
                    jsonb_build_object('mentor_id', p_person, 'provider', v_connection.provider, 'from', p_now, 'to', p_now,
                                       'complete_until', p_now, 'busy', '[]'::jsonb, 'entries', 'none',
                                       'version', v_version));
        END LOOP;
        -- Whoever follows mentors ends with one who cannot be booked and has no name.
        INSERT INTO outbox (topic, type, subject, aggregate_version, data)
        VALUES ('mentoring.mentors', 'org.mentoring.mentor.erased.v1', p_person, v_mentor.version + 1,
                jsonb_build_object('mentor_id', p_person, 'user_id', p_person, 'name', 'Former member',
                                   'email', p_person || '@unverified.invalid', 'status', 'suspended', 'time_zone', 'UTC',
                                   'locale', 'en', 'bio', NULL, 'profile_image_url', NULL, 'linkedin', NULL,
                                   'expertise', '[]'::jsonb, 'version', v_mentor.version + 1));
        DELETE FROM mentors WHERE id = p_person;
    END IF;
    DELETE FROM calendar_bookings WHERE mentor_id = p_person;
    -- The last event of a calendar has no busy times, also where it was disconnected before; what was published before it goes.
    WITH outdated AS (
        SELECT o.id, o.published_at IS NULL AND o.parked_at IS NULL AS waits
          FROM outbox o
         WHERE o.topic = 'mentoring.calendars'
           AND o.subject IN (calendar_id(p_person, 'google'), calendar_id(p_person, 'microsoft'))
           AND EXISTS (SELECT FROM outbox later
                        WHERE later.subject = o.subject AND later.topic = o.topic
                          AND later.aggregate_version > o.aggregate_version)),
         deleted AS (DELETE FROM outbox o USING outdated d WHERE o.id = d.id AND NOT d.waits)
    SELECT count(*) INTO v_waiting FROM outdated WHERE waits;
    RETURN v_waiting + (SELECT count(*) FROM calendar_revocations WHERE mentor_id = p_person);
END $$;
COMMENT ON FUNCTION erase_data IS 'Erases what this service knows of a person; answers how much of it has to wait.';

CREATE OR REPLACE TRIGGER mentors_skip_erased BEFORE INSERT ON mentors FOR EACH ROW EXECUTE FUNCTION skip_erased('id');
CREATE OR REPLACE TRIGGER calendar_bookings_skip_erased BEFORE INSERT ON calendar_bookings FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
