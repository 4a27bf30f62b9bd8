-- Erases what this service knows of a person; answers how much of it has to wait. See erase_person of the kit. Reviews that the
-- person wrote stay, without the name and the text: ratings rest on them. Replies of a mentor who left go.
CREATE OR REPLACE FUNCTION erase_data(p_person uuid, p_now timestamptz) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_name    CONSTANT text := 'Former member';
    v_id      uuid;
    v_ids     uuid[];
    v_waiting bigint;
BEGIN
    FOR v_id IN
        UPDATE mentor_reviews r
           SET mentee_display_name = CASE WHEN r.mentee_id = p_person THEN v_name ELSE r.mentee_display_name END,
               feedback = CASE WHEN r.mentee_id = p_person THEN NULL ELSE r.feedback END,
               reply = CASE WHEN r.mentor_id = p_person THEN NULL ELSE r.reply END,
               reply_at = CASE WHEN r.mentor_id = p_person THEN NULL ELSE r.reply_at END,
               version = r.version + 1
         WHERE r.mentee_id = p_person AND (r.mentee_display_name <> v_name OR r.feedback IS NOT NULL)
            OR r.mentor_id = p_person AND r.reply IS NOT NULL
        RETURNING r.id
    LOOP
        PERFORM append_review_event(v_id, 'updated', NULL);
    END LOOP;
    DELETE FROM review_edits WHERE review_id IN (SELECT id FROM mentor_reviews WHERE mentee_id = p_person);
    DELETE FROM review_votes WHERE reader_id = p_person;
    DELETE FROM review_reports WHERE reporter_id = p_person;
    UPDATE sessions SET mentee_name = NULL WHERE mentee_id = p_person AND mentee_name IS NOT NULL;
    DELETE FROM people WHERE user_id = p_person;

    v_ids := ARRAY(SELECT id FROM mentor_reviews WHERE mentee_id = p_person OR mentor_id = p_person);
    UPDATE outbox o
       SET data = o.data || jsonb_build_object('mentee_display_name', r.mentee_display_name, 'feedback', r.feedback,
                                               'reply', r.reply, 'reply_at', r.reply_at)
      FROM mentor_reviews r
     WHERE r.id = ANY (v_ids) AND o.subject = r.id AND o.topic = 'mentoring.reviews' AND (o.published_at IS NOT NULL OR o.parked_at IS NOT NULL)
       AND (r.mentee_id = p_person AND (o.data ->> 'mentee_display_name' IS DISTINCT FROM r.mentee_display_name
                                        OR o.data ->> 'feedback' IS NOT NULL)
            OR r.mentor_id = p_person AND o.data ->> 'reply' IS NOT NULL);
    SELECT count(*) INTO v_waiting FROM outbox o JOIN mentor_reviews r ON r.id = o.subject
     WHERE r.id = ANY (v_ids) AND o.topic = 'mentoring.reviews' AND o.published_at IS NULL AND o.parked_at IS NULL
       AND (r.mentee_id = p_person AND (o.data ->> 'mentee_display_name' IS DISTINCT FROM v_name
                                        OR o.data ->> 'feedback' IS NOT NULL)
            OR r.mentor_id = p_person AND o.data ->> 'reply' IS NOT NULL);
    RETURN v_waiting;
END $$;
COMMENT ON FUNCTION erase_data IS 'Erases what this service knows of a person; answers how much of it has to wait.';

CREATE OR REPLACE TRIGGER people_skip_erased BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');

-- Has the job erase what an earlier definition left of people.
SET LOCAL app.roles = 'service';
UPDATE erased_people SET due_at = now();
