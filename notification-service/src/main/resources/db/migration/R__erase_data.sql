-- Erases what this service knows of a person; answers how much of it has to wait. See erase_person of the kit. Mails to others that
-- name the person are sent first, so that they are told of what was cancelled; then they are kept without the name. So is the mail
-- to the person that the account is closed.
CREATE OR REPLACE FUNCTION erase_data(p_person uuid, p_now timestamptz) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_others  uuid[];
    v_readers uuid[];
    v_admins  uuid[] := '{}';
    v_waiting bigint;
BEGIN
    -- The last mail to the person, in a row that names nobody; it is deleted once it has gone out.
    INSERT INTO messages (event_source, event_id, kind, recipient_id, recipient_email, recipient_name, recipient_time_zone,
                          recipient_locale, data, created_at, due_at)
    SELECT '/mentoring/notification-service', 'closed/' || p_person, 'account-closed', uuidv7(), p.email, p.name, p.time_zone,
           CASE WHEN p.locale ^@ w.locale THEN p.locale ELSE coalesce(w.locale, p.locale) END, '{}', p_now, p_now
      FROM people p
      LEFT JOIN preferences w ON w.user_id = p.user_id
     WHERE p.user_id = p_person AND p.email NOT LIKE '%.invalid';
    DELETE FROM messages
     WHERE event_source = '/mentoring/notification-service' AND event_id = 'closed/' || p_person
       AND status IN ('sent', 'failed', 'withdrawn');
    DELETE FROM people WHERE user_id = p_person;
    -- The topic keeps the last event for ever: one without the choices takes its place.
    WITH gone AS (DELETE FROM preferences WHERE user_id = p_person RETURNING version)
    INSERT INTO outbox (topic, type, subject, aggregate_version, data)
    SELECT 'mentoring.preferences', 'org.mentoring.preference.erased.v1', p_person, version + 1,
           jsonb_build_object('user_id', p_person)
      FROM gone;
    DELETE FROM reminders WHERE recipient_id = p_person;
    DELETE FROM messages WHERE recipient_id = p_person;
    DELETE FROM report_signups WHERE user_id = p_person;
    DELETE FROM report_mentors WHERE mentor_id = p_person;
    DELETE FROM report_runs WHERE reader_id = p_person;
    DELETE FROM report_offered WHERE mentor_id = p_person;
    DELETE FROM report_ratings WHERE mentor_id = p_person;
    -- The zero UUID: NULL would make it the scheduled run, of which there can be only one.
    UPDATE report_runs SET requested_by = '00000000-0000-0000-0000-000000000000' WHERE requested_by = p_person;
    UPDATE report_bookings SET user_name = NULL WHERE user_id = p_person AND user_name IS NOT NULL;
    UPDATE report_sessions SET mentee_name = NULL WHERE mentee_id = p_person AND mentee_name IS NOT NULL;
    UPDATE report_sessions SET mentor_name = '' WHERE mentor_id = p_person AND mentor_name <> '';
    UPDATE bookings SET data = without_person(data, p_person)
     WHERE (mentor_id = p_person OR mentee_id = p_person) AND data IS DISTINCT FROM without_person(data, p_person);
    -- Only the other side is written to about the person, and is found by index, so that not all mails are read.
    v_others := ARRAY(SELECT b.mentee_id FROM bookings b WHERE b.mentor_id = p_person
                      UNION SELECT b.mentor_id FROM bookings b WHERE b.mentee_id = p_person
                      UNION SELECT b.user_id FROM report_bookings b WHERE b.mentor_id = p_person
                      UNION SELECT b.mentor_id FROM report_bookings b WHERE b.user_id = p_person
                      UNION SELECT s.mentee_id FROM report_sessions s WHERE s.mentor_id = p_person
                      UNION SELECT s.mentor_id FROM report_sessions s WHERE s.mentee_id = p_person);
    UPDATE messages SET data = without_person(data, p_person)
     WHERE recipient_id = ANY (v_others) AND status NOT IN ('pending', 'sending')
       AND p_person::text IN (data ->> 'mentor_id', data ->> 'user_id', data ->> 'mentee_id')
       AND data IS DISTINCT FROM without_person(data, p_person);
    -- Figures of reports name people without their ids: mentees to their mentors, and mentors to admins.
    v_readers := ARRAY(SELECT b.mentor_id FROM report_bookings b WHERE b.user_id = p_person
                       UNION SELECT s.mentor_id FROM report_sessions s WHERE s.mentee_id = p_person);
    IF EXISTS (SELECT FROM report_sessions s WHERE s.mentor_id = p_person) THEN
        v_admins := ARRAY(SELECT DISTINCT r.reader_id FROM report_runs r WHERE r.report = 'platform-report');
    END IF;
    UPDATE messages SET data = '{}'
     WHERE recipient_id = ANY (v_readers || v_admins) AND status NOT IN ('pending', 'sending') AND data <> '{}'
       AND (kind = 'mentor-report' AND recipient_id = ANY (v_readers) OR kind = 'platform-report' AND recipient_id = ANY (v_admins));
    DELETE FROM dead_letters
     WHERE position(convert_to(p_person::text, 'UTF8') IN payload) > 0 OR position(convert_to(p_person::text, 'UTF8') IN key) > 0;
    SELECT count(*) INTO v_waiting FROM messages
     WHERE status IN ('pending', 'sending')
       AND (p_person::text IN (data ->> 'mentor_id', data ->> 'user_id', data ->> 'mentee_id')
            OR event_source = '/mentoring/notification-service' AND event_id = 'closed/' || p_person
            OR kind = 'mentor-report' AND recipient_id = ANY (v_readers)
            OR kind = 'platform-report' AND recipient_id = ANY (v_admins));
    RETURN v_waiting;
END $$;
COMMENT ON FUNCTION erase_data IS 'Erases what this service knows of a person; answers how much of it has to wait.';

CREATE OR REPLACE TRIGGER people_skip_erased BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER preferences_skip_erased BEFORE INSERT ON preferences FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER reminders_skip_erased BEFORE INSERT ON reminders FOR EACH ROW EXECUTE FUNCTION skip_erased('recipient_id');
CREATE OR REPLACE TRIGGER messages_skip_erased BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION skip_erased('recipient_id');
CREATE OR REPLACE TRIGGER report_signups_skip_erased BEFORE INSERT ON report_signups FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER report_mentors_skip_erased BEFORE INSERT ON report_mentors FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
CREATE OR REPLACE TRIGGER report_offered_skip_erased BEFORE INSERT ON report_offered FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
CREATE OR REPLACE TRIGGER report_ratings_skip_erased BEFORE INSERT ON report_ratings FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
