-- Computes a mentor's rating again from the reviews and publishes it; for the owner of the tables, while the service runs.
CREATE OR REPLACE FUNCTION rebuild_rating(p_mentor_id uuid) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles CONSTANT text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    INSERT INTO mentor_ratings (mentor_id, version) VALUES (p_mentor_id, 0) ON CONFLICT DO NOTHING;
    -- Whoever writes a review of this mentor now waits; the statements after this one see all earlier reviews.
    PERFORM FROM mentor_ratings WHERE mentor_id = p_mentor_id FOR UPDATE;
    -- A row that had been lost continues above every version published before: those in the outbox, and one for each change of a
    -- review.
    UPDATE mentor_ratings
       SET version = greatest((SELECT max(o.aggregate_version) FROM outbox o
                                WHERE o.subject = p_mentor_id AND o.topic = 'mentoring.reviews'),
                              -- Two halves, because each has an index.
                              (SELECT coalesce(sum(r.version), 0) FROM mentor_reviews r
                                WHERE r.mentor_id = p_mentor_id AND r.shown)
                              + (SELECT coalesce(sum(r.version), 0) FROM mentor_reviews r
                                  WHERE r.mentor_id = p_mentor_id AND NOT r.shown))
     WHERE mentor_id = p_mentor_id AND version = 0;
    DELETE FROM counted_reviews WHERE mentor_id = p_mentor_id;
    INSERT INTO counted_reviews (mentor_id, mentee_id, review_id, rating)
    SELECT DISTINCT ON (r.mentee_id) r.mentor_id, r.mentee_id, r.id, r.rating
      FROM mentor_reviews r WHERE r.mentor_id = p_mentor_id AND r.shown
     ORDER BY r.mentee_id, r.id DESC;
    UPDATE mentor_ratings
       SET (stars_1, stars_2, stars_3, stars_4, stars_5) =
               (SELECT count(*) FILTER (WHERE r.rating = 1), count(*) FILTER (WHERE r.rating = 2),
                       count(*) FILTER (WHERE r.rating = 3), count(*) FILTER (WHERE r.rating = 4),
                       count(*) FILTER (WHERE r.rating = 5)
                  FROM counted_reviews r WHERE r.mentor_id = p_mentor_id),
           version = version + 1
     WHERE mentor_id = p_mentor_id;
    PERFORM append_rating_event(p_mentor_id, NULL);
    PERFORM set_config('app.roles', v_roles, true);
END $$;

REVOKE EXECUTE ON FUNCTION rebuild_rating(uuid) FROM PUBLIC;
COMMENT ON FUNCTION rebuild_rating IS 'Computes a mentor''s rating again from the reviews.';
