-- Keeps the number of people who found a review useful.
CREATE OR REPLACE FUNCTION mentor_reviews_follow_votes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE mentor_reviews SET useful_count = useful_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
     WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.review_id ELSE OLD.review_id END;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER review_votes_to_reviews AFTER INSERT OR DELETE ON review_votes
    FOR EACH ROW EXECUTE FUNCTION mentor_reviews_follow_votes();

COMMENT ON FUNCTION mentor_reviews_follow_votes IS 'Keeps the number of people who found a review useful.';
