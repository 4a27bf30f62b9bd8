-- A mentor's rating as the API and the events show it: the mean to two places (null without reviews), the score to four, because
-- mentors are ranked by it. A mentor without a row has a rating of no reviews.
CREATE OR REPLACE FUNCTION rating_of(p_mentor_id uuid)
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

COMMENT ON FUNCTION rating_of IS 'The rating of a mentor as the API and the events show it.';
