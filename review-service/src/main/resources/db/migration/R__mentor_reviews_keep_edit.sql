-- Keeps what a review said before its mentee changed it.
CREATE OR REPLACE FUNCTION mentor_reviews_keep_edit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO review_edits (review_id, version, rating, feedback, replaced_at)
    VALUES (OLD.id, OLD.version, OLD.rating, OLD.feedback, NEW.updated_at);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mentor_reviews_to_edits AFTER UPDATE OF rating, feedback ON mentor_reviews
    FOR EACH ROW WHEN ((NEW.rating, NEW.feedback) IS DISTINCT FROM (OLD.rating, OLD.feedback))
    EXECUTE FUNCTION mentor_reviews_keep_edit();

COMMENT ON FUNCTION mentor_reviews_keep_edit IS 'Keeps what a review said before a change.';
