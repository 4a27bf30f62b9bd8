-- Erases what this service knows of a person; returns how much of it has to wait. See erase_person of the kit. What is to come
-- is cancelled; bookings and sessions stay without the person's name, address and words, because they are the other side's too.
-- Questions and their answers go whole, because either may be about the person.
-- An event of each follows, so that the topics, which keep the last event for ever, end without the person as well.
CREATE OR REPLACE FUNCTION erase_data(p_person uuid, p_now timestamptz) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_name    CONSTANT text := 'Former member';
    v_email   CONSTANT text := p_person || '@unverified.invalid';
    v_person  CONSTANT text := p_person::text;
    v_booking bookings;
    v_session mentoring_sessions;
    v_ids     uuid[];
    v_waiting bigint;
BEGIN
    PERFORM cancel_bookings_of(p_person, 'system', 'The account was closed.', p_now);
    -- First of all, because events of bookings have the current names.
    DELETE FROM people WHERE user_id = p_person;
    DELETE FROM mentors WHERE id = p_person;
    FOR v_booking IN
        UPDATE bookings b
           SET mentor_name = CASE WHEN b.mentor_id = v_person THEN v_name ELSE b.mentor_name END,
               mentor_email = CASE WHEN b.mentor_id = v_person THEN v_email ELSE b.mentor_email END,
               mentor_time_zone = CASE WHEN b.mentor_id = v_person THEN 'UTC' ELSE b.mentor_time_zone END,
               mentor_locale = CASE WHEN b.mentor_id = v_person THEN 'en' ELSE b.mentor_locale END,
               user_name = CASE WHEN b.user_id = v_person THEN v_name ELSE b.user_name END,
               user_email = CASE WHEN b.user_id = v_person THEN v_email ELSE b.user_email END,
               user_time_zone = CASE WHEN b.user_id = v_person THEN 'UTC' ELSE b.user_time_zone END,
               user_locale = CASE WHEN b.user_id = v_person THEN 'en' ELSE b.user_locale END,
               note = CASE WHEN b.user_id = v_person THEN NULL ELSE b.note END,
               reason = NULL, proposal_reason = NULL, meeting_id = NULL, meeting_url = NULL, version = b.version + 1
         -- The address alone is not enough: a mentor whose account has none has the same placeholder.
         WHERE b.mentor_id = v_person AND (b.mentor_name, b.mentor_email) <> (v_name, v_email)
            OR b.user_id = v_person AND (b.user_name, b.user_email) <> (v_name, v_email)
        RETURNING b.*
    LOOP
        PERFORM append_booking_event(v_booking, booking_json(v_booking), 'anonymized', NULL);
    END LOOP;
    FOR v_session IN
        UPDATE mentoring_sessions s
           SET mentor_name = CASE WHEN s.mentor_id = p_person THEN v_name ELSE s.mentor_name END,
               mentee_name = CASE WHEN s.mentee_id = p_person THEN v_name ELSE s.mentee_name END,
               contest_reason = NULL, version = s.version + 1, events = s.events + 1
         WHERE s.mentor_id = p_person AND s.mentor_name <> v_name OR s.mentee_id = p_person AND s.mentee_name <> v_name
        RETURNING s.*
    LOOP
        PERFORM append_session_event(v_session, 'anonymized', NULL);
    END LOOP;
    DELETE FROM mail_languages WHERE user_id = p_person;
    DELETE FROM hidden_addresses WHERE user_id = p_person;
    DELETE FROM meeting_links WHERE mentor_id = p_person;
    DELETE FROM booking_terms WHERE mentor_id = p_person;
    DELETE FROM schedules WHERE mentor_id = p_person;
    DELETE FROM mentor_availability WHERE mentor_id = p_person;
    DELETE FROM availability WHERE mentor_id = p_person;
    DELETE FROM availability_overrides WHERE mentor_id = p_person;
    DELETE FROM external_busy WHERE mentor_id = p_person;
    DELETE FROM calendars_with_separate_entries WHERE mentor_id = p_person;
    DELETE FROM offered_days WHERE mentor_id = p_person;
    -- In this order, as the job that computes it locks. Its topic ends without a time of the person.
    WITH erased AS (DELETE FROM next_free_times WHERE mentor_id = p_person RETURNING *)
    INSERT INTO outbox (topic, type, subject, aggregate_version, data)
    SELECT 'mentoring.openings', 'org.mentoring.opening.changed.v1', mentor_id, version + 1,
           jsonb_build_object('mentor_id', mentor_id, 'next_free_at', NULL)
      FROM erased WHERE next_free_at IS NOT NULL;
    DELETE FROM outdated_next_free_times WHERE mentor_id = p_person;
    DELETE FROM mentee_activity WHERE user_id = p_person OR mentor_id = p_person;

    -- What was published is kept without the person. What is still to be published tells the other side first who cancelled.
    v_ids := ARRAY(SELECT id FROM bookings WHERE mentor_id = v_person OR user_id = v_person);
    DELETE FROM booking_questions WHERE booking_id = ANY (v_ids);
    UPDATE outbox o
       SET data = o.data - 'question' || e.now
      FROM bookings b
     CROSS JOIN LATERAL (SELECT jsonb_object_agg(m.key, m.value) FROM jsonb_each(booking_event_json(b, booking_json(b))) m
                          WHERE m.key IN ('mentor_name', 'mentor_email', 'mentor_time_zone', 'mentor_locale', 'user_name',
                                          'user_email', 'user_time_zone', 'user_locale', 'note', 'reason', 'meeting_id',
                                          'meeting_url', 'proposal')) e (now)
     WHERE b.id = ANY (v_ids) AND o.subject = b.id AND o.topic = 'mentoring.bookings' AND (o.published_at IS NOT NULL OR o.parked_at IS NOT NULL)
       AND o.data IS DISTINCT FROM o.data - 'question' || e.now;
    UPDATE outbox o
       SET data = o.data || jsonb_build_object('mentor_name', s.mentor_name, 'mentee_name', s.mentee_name,
                                               'contest_reason', s.contest_reason)
      FROM mentoring_sessions s
     WHERE s.booking_id = ANY (v_ids) AND o.subject = s.id AND o.topic = 'mentoring.sessions' AND (o.published_at IS NOT NULL OR o.parked_at IS NOT NULL)
       AND (o.data ->> 'mentor_name', o.data ->> 'mentee_name', o.data ->> 'contest_reason')
           IS DISTINCT FROM (s.mentor_name, s.mentee_name, s.contest_reason);
    SELECT count(*) INTO v_waiting FROM outbox o
     WHERE o.published_at IS NULL AND o.parked_at IS NULL AND o.type NOT LIKE '%.anonymized.v1'
       AND (o.subject = ANY (v_ids) AND o.topic = 'mentoring.bookings'
            OR o.subject IN (SELECT s.id FROM mentoring_sessions s WHERE s.booking_id = ANY (v_ids))
               AND o.topic = 'mentoring.sessions');
    RETURN v_waiting;
END $$;
COMMENT ON FUNCTION erase_data IS 'Erases what this service knows of a person; answers how much of it has to wait.';

CREATE OR REPLACE TRIGGER people_skip_erased BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER mail_languages_skip_erased BEFORE INSERT ON mail_languages
    FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER hidden_addresses_skip_erased BEFORE INSERT ON hidden_addresses FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER mentors_skip_erased BEFORE INSERT ON mentors FOR EACH ROW EXECUTE FUNCTION skip_erased('id');
CREATE OR REPLACE TRIGGER schedules_skip_erased BEFORE INSERT ON schedules FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
CREATE OR REPLACE TRIGGER booking_terms_skip_erased BEFORE INSERT ON booking_terms FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
CREATE OR REPLACE TRIGGER external_busy_skip_erased BEFORE INSERT ON external_busy FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
