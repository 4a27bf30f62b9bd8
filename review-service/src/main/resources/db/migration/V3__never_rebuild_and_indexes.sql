-- Sessions that never took place, ratings that can be built anew, and an index for every order -----------------------------

-- A table of its own: what stands here is so whatever else is said of the session, before or after, so that events may come
-- in any order.
CREATE TABLE sessions_not_held (
    session_id uuid PRIMARY KEY,
    mentor_id  uuid NOT NULL,
    mentee_id  uuid NOT NULL,
    outcome    text NOT NULL,
    CONSTRAINT sessions_not_held_outcome CHECK (outcome IN ('cancelled', 'no-show'))
);
COMMENT ON TABLE sessions_not_held IS 'The sessions that can never be reviewed: cancelled, or somebody did not come';
ALTER TABLE sessions_not_held ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions_not_held FORCE ROW LEVEL SECURITY;
CREATE POLICY sessions_not_held_read ON sessions_not_held FOR SELECT TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY sessions_not_held_service_keeps ON sessions_not_held FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY sessions_not_held_owner_reads ON sessions_not_held FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT ON sessions_not_held TO "${app_role}";

ALTER POLICY mentor_reviews_write ON mentor_reviews
    WITH CHECK (mentee_id = (SELECT app_user_id()) AND NOT hidden
                AND EXISTS (SELECT FROM completed_sessions s
                             WHERE s.session_id = mentor_reviews.session_id
                               AND s.mentee_id = mentor_reviews.mentee_id
                               AND s.mentor_id = mentor_reviews.mentor_id)
                AND NOT EXISTS (SELECT FROM sessions_not_held n WHERE n.session_id = mentor_reviews.session_id));

-- Whether word of a session's end has come, also to whom may not see whose it was.
CREATE FUNCTION session_has_ended(p_session_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM completed_sessions WHERE session_id = p_session_id)
        OR EXISTS (SELECT FROM sessions_not_held WHERE session_id = p_session_id)
$$;
REVOKE EXECUTE ON FUNCTION session_has_ended(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_has_ended(uuid) TO "${app_role}";

-- Orders -------------------------------------------------------------------------------------------------------------

-- Every order runs downwards to the oldest, so that one comparison of rows finds where a page begins. A stored column and
-- not an expression: row security hands the index only comparisons that cannot tell anything, and arithmetic is none.
ALTER TABLE mentor_reviews ADD COLUMN severity integer NOT NULL GENERATED ALWAYS AS (6 - rating) STORED;
COMMENT ON COLUMN mentor_reviews.severity IS 'The rating from the other end, for the order that begins with the lowest';

DROP INDEX mentor_reviews_of_mentor;
CREATE INDEX mentor_reviews_newest ON mentor_reviews (mentor_id, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_severity ON mentor_reviews (mentor_id, severity, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_rating_and_useful ON mentor_reviews (mentor_id, rating, useful, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_hidden ON mentor_reviews (mentor_id) WHERE hidden;
DROP INDEX mentor_reviews_of_mentee;
CREATE INDEX mentor_reviews_of_mentee ON mentor_reviews (mentee_id, id);

-- Ratings ------------------------------------------------------------------------------------------------------------

CREATE TABLE rating_prior (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    weight   numeric NOT NULL DEFAULT 5,
    mean     numeric NOT NULL DEFAULT 3.5,
    CONSTRAINT rating_prior_weight_positive CHECK (weight > 0),
    CONSTRAINT rating_prior_mean_in_range CHECK (mean BETWEEN 1 AND 5)
);
INSERT INTO rating_prior DEFAULT VALUES;
COMMENT ON TABLE rating_prior IS 'What a mentor is taken for before reviews tell: a score is the mean as if there were this many (weight) more reviews of this mean; after a change, CALL rebuild_ratings(true) tells everyone';
GRANT SELECT ON rating_prior TO "${app_role}";

-- A mentor's rating as it is told: the mean to two places (null without reviews), the score to four, because it ranks.
CREATE FUNCTION rating_of(p_mentor_id uuid)
    RETURNS TABLE (mentor_id uuid, count bigint, mean numeric, score numeric, histogram jsonb, version bigint)
    LANGUAGE sql STABLE AS $$
    SELECT p_mentor_id, t.count, round(t.sum / NULLIF(t.count, 0), 2),
           round((p.weight * p.mean + t.sum) / (p.weight + t.count), 4),
           jsonb_build_object('1', s[1], '2', s[2], '3', s[3], '4', s[4], '5', s[5]), coalesce(r.version, 0)
      FROM rating_prior p
      LEFT JOIN mentor_ratings r ON r.mentor_id = p_mentor_id
     CROSS JOIN LATERAL (SELECT CASE WHEN r.mentor_id IS NULL THEN '{0,0,0,0,0}'::bigint[]
                                     ELSE ARRAY[r.stars_1, r.stars_2, r.stars_3, r.stars_4, r.stars_5] END) AS h (s)
     CROSS JOIN LATERAL (SELECT s[1] + s[2] + s[3] + s[4] + s[5],
                                (s[1] + 2 * s[2] + 3 * s[3] + 4 * s[4] + 5 * s[5])::numeric) AS t (count, sum)
$$;

-- Puts what a mentor's rating is now into the outbox; once in a transaction that changed it, after the change.
CREATE FUNCTION announce_rating(p_mentor_id uuid, p_traceparent text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    SELECT 'mentoring.reviews', 'org.mentoring.rating.changed.v1', r.mentor_id, r.version, p_traceparent, to_jsonb(r)
      FROM rating_of(p_mentor_id) r
$$;

-- The mentors whose kept rating is not what their reviews come to: nobody, unless somebody changed rows by hand.
CREATE VIEW ratings_that_differ AS
    SELECT mentor_id
      FROM (SELECT mentor_id, ARRAY[count(*) FILTER (WHERE rating = 1), count(*) FILTER (WHERE rating = 2),
                                    count(*) FILTER (WHERE rating = 3), count(*) FILTER (WHERE rating = 4),
                                    count(*) FILTER (WHERE rating = 5)] AS stars
              FROM mentor_reviews WHERE NOT hidden GROUP BY mentor_id) AS counted
      FULL JOIN (SELECT mentor_id, ARRAY[stars_1, stars_2, stars_3, stars_4, stars_5] AS stars
                   FROM mentor_ratings) AS kept USING (mentor_id)
     WHERE coalesce(counted.stars, '{0,0,0,0,0}') <> coalesce(kept.stars, '{0,0,0,0,0}');

-- Builds a mentor's rating anew from the reviews, and tells it; for the owner of the tables, while the service runs.
CREATE FUNCTION rebuild_rating(p_mentor_id uuid) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    INSERT INTO mentor_ratings (mentor_id, version) VALUES (p_mentor_id, 0) ON CONFLICT DO NOTHING;
    -- Whoever writes a review of this mentor now waits; the next statement sees all who came before.
    PERFORM FROM mentor_ratings WHERE mentor_id = p_mentor_id FOR UPDATE;
    UPDATE mentor_ratings r
       SET stars_1 = counted.stars_1, stars_2 = counted.stars_2, stars_3 = counted.stars_3, stars_4 = counted.stars_4,
           stars_5 = counted.stars_5,
           -- Newer than anything told before, also when the row had been lost: each change of a rating is one of a review.
           version = 1 + greatest(r.version, counted.changes,
                                  (SELECT max(o.aggregate_version) FROM outbox o
                                    WHERE o.subject = p_mentor_id AND o.topic = 'mentoring.reviews'))
      FROM (SELECT count(*) FILTER (WHERE rating = 1 AND NOT hidden) AS stars_1,
                   count(*) FILTER (WHERE rating = 2 AND NOT hidden) AS stars_2,
                   count(*) FILTER (WHERE rating = 3 AND NOT hidden) AS stars_3,
                   count(*) FILTER (WHERE rating = 4 AND NOT hidden) AS stars_4,
                   count(*) FILTER (WHERE rating = 5 AND NOT hidden) AS stars_5,
                   sum(version) AS changes
              FROM (SELECT rating, hidden, version FROM mentor_reviews WHERE mentor_id = p_mentor_id AND NOT hidden
                    UNION ALL
                    SELECT rating, hidden, version FROM mentor_reviews WHERE mentor_id = p_mentor_id AND hidden) AS all_of_them
           ) AS counted
     WHERE r.mentor_id = p_mentor_id;
    PERFORM announce_rating(p_mentor_id, NULL);
END $$;

-- Builds the ratings anew that differ from the reviews, or all of them; a transaction each, so that nobody waits for long.
CREATE PROCEDURE rebuild_ratings(p_all boolean DEFAULT false)
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

REVOKE EXECUTE ON FUNCTION rebuild_rating(uuid) FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE rebuild_ratings(boolean) FROM PUBLIC;
