-- Keeps the rating of a mentor in the transaction that writes, changes, hides, shows or withdraws a review: each mentee counts
-- once, by the latest review that is shown.
CREATE OR REPLACE FUNCTION mentor_ratings_follow_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_before  integer;
    v_counted record;
BEGIN
    -- The row stays locked to the end of the transaction, so its version and the events about it have the same order, and the
    -- statements after this one see every review that was written before.
    INSERT INTO mentor_ratings (mentor_id, version) VALUES (NEW.mentor_id, 0) ON CONFLICT DO NOTHING;
    PERFORM FROM mentor_ratings WHERE mentor_id = NEW.mentor_id FOR UPDATE;
    SELECT rating INTO v_before FROM counted_reviews
     WHERE mentor_id = NEW.mentor_id AND mentee_id = NEW.mentee_id;
    SELECT id, rating INTO v_counted FROM mentor_reviews
     WHERE mentor_id = NEW.mentor_id AND mentee_id = NEW.mentee_id AND shown
     ORDER BY id DESC LIMIT 1;
    IF v_counted.id IS NULL THEN
        DELETE FROM counted_reviews WHERE mentor_id = NEW.mentor_id AND mentee_id = NEW.mentee_id;
    ELSE
        INSERT INTO counted_reviews AS c (mentor_id, mentee_id, review_id, rating)
        VALUES (NEW.mentor_id, NEW.mentee_id, v_counted.id, v_counted.rating)
        ON CONFLICT (mentor_id, mentee_id) DO UPDATE SET review_id = excluded.review_id, rating = excluded.rating
         WHERE (c.review_id, c.rating) IS DISTINCT FROM (excluded.review_id, excluded.rating);
    END IF;
    IF v_before IS DISTINCT FROM v_counted.rating THEN
        UPDATE mentor_ratings
           SET stars_1 = stars_1 + (v_counted.rating IS NOT DISTINCT FROM 1)::int - (v_before IS NOT DISTINCT FROM 1)::int,
               stars_2 = stars_2 + (v_counted.rating IS NOT DISTINCT FROM 2)::int - (v_before IS NOT DISTINCT FROM 2)::int,
               stars_3 = stars_3 + (v_counted.rating IS NOT DISTINCT FROM 3)::int - (v_before IS NOT DISTINCT FROM 3)::int,
               stars_4 = stars_4 + (v_counted.rating IS NOT DISTINCT FROM 4)::int - (v_before IS NOT DISTINCT FROM 4)::int,
               stars_5 = stars_5 + (v_counted.rating IS NOT DISTINCT FROM 5)::int - (v_before IS NOT DISTINCT FROM 5)::int,
               version = version + 1
         WHERE mentor_id = NEW.mentor_id;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mentor_reviews_to_ratings AFTER INSERT OR UPDATE OF rating, hidden, withdrawn ON mentor_reviews
    FOR EACH ROW EXECUTE FUNCTION mentor_ratings_follow_review();

COMMENT ON FUNCTION mentor_ratings_follow_review IS 'Keeps the rating of a mentor in step with the reviews.';
