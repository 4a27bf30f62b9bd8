-- Refuses changes of a review by anybody but the person whose part it is: a policy sees the new row alone, not what changed.
CREATE OR REPLACE FUNCTION mentor_reviews_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_erasing() THEN
        RETURN NEW;
    END IF;
    IF (NEW.rating, NEW.feedback) IS DISTINCT FROM (OLD.rating, OLD.feedback) AND OLD.mentee_id IS DISTINCT FROM app_user_id() THEN
        RAISE EXCEPTION 'only who wrote a review may change it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.reply, NEW.reply_at) IS DISTINCT FROM (OLD.reply, OLD.reply_at) AND OLD.mentor_id IS DISTINCT FROM app_user_id() THEN
        RAISE EXCEPTION 'only the mentor may reply' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.hidden, NEW.hidden_reason) IS DISTINCT FROM (OLD.hidden, OLD.hidden_reason) AND NOT app_has_role('admin') THEN
        RAISE EXCEPTION 'only admins may hide a review' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.withdrawn, NEW.mentee_display_name) IS DISTINCT FROM (OLD.withdrawn, OLD.mentee_display_name)
       AND NOT app_has_role('service') THEN
        RAISE EXCEPTION 'sessions and accounts decide whether a review is withdrawn and which name it shows'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER mentor_reviews_guard
    BEFORE UPDATE OF rating, feedback, reply, reply_at, hidden, hidden_reason, withdrawn, mentee_display_name ON mentor_reviews
    FOR EACH ROW EXECUTE FUNCTION mentor_reviews_guard();

COMMENT ON FUNCTION mentor_reviews_guard IS 'Keeps everyone from changing what is none of theirs in a review.';
