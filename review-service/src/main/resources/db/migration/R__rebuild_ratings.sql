-- Computes the ratings again that differ from the reviews, or all of them; a transaction each, so that nobody waits for long.
CREATE OR REPLACE PROCEDURE rebuild_ratings(p_all boolean DEFAULT false)
    LANGUAGE plpgsql AS $$
DECLARE
    v_mentor_id uuid;
BEGIN
    FOR v_mentor_id IN SELECT mentor_id FROM ratings_that_differ
                       UNION
                       SELECT mentor_id FROM mentor_ratings WHERE p_all
    LOOP
        PERFORM rebuild_rating(v_mentor_id);
        COMMIT;
    END LOOP;
END $$;

REVOKE EXECUTE ON PROCEDURE rebuild_ratings(boolean) FROM PUBLIC;
COMMENT ON PROCEDURE rebuild_ratings IS 'Computes ratings again from the reviews, all or those that differ.';
