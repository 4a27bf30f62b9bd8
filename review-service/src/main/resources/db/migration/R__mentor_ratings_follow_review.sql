-- Keeps the number of reviews of each rating in the transaction that writes, changes, hides or shows a review.
CREATE OR REPLACE FUNCTION mentor_ratings_follow_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_added   integer := CASE WHEN NEW.hidden THEN 0 ELSE NEW.rating END;
    v_removed integer := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        v_removed := CASE WHEN OLD.hidden THEN 0 ELSE OLD.rating END;
    END IF;
    IF v_added = v_removed THEN
        RETURN NULL;
    END IF;
    -- The row stays locked to the end of the transaction, so its version and the events about it have the same order.
    INSERT INTO mentor_ratings AS r (mentor_id, stars_1, stars_2, stars_3, stars_4, stars_5)
    VALUES (NEW.mentor_id, (v_added = 1)::int, (v_added = 2)::int, (v_added = 3)::int, (v_added = 4)::int, (v_added = 5)::int)
    ON CONFLICT (mentor_id) DO UPDATE
       SET stars_1 = r.stars_1 + excluded.stars_1 - (v_removed = 1)::int,
           stars_2 = r.stars_2 + excluded.stars_2 - (v_removed = 2)::int,
           stars_3 = r.stars_3 + excluded.stars_3 - (v_removed = 3)::int,
           stars_4 = r.stars_4 + excluded.stars_4 - (v_removed = 4)::int,
           stars_5 = r.stars_5 + excluded.stars_5 - (v_removed = 5)::int,
           version = r.version + 1;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mentor_reviews_to_ratings AFTER INSERT OR UPDATE ON mentor_reviews
    FOR EACH ROW EXECUTE FUNCTION mentor_ratings_follow_review();

COMMENT ON FUNCTION mentor_ratings_follow_review IS 'Keeps the rating of a mentor in step with the reviews.';
