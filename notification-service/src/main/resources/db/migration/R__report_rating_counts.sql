-- How many published reviews gave 1, 2, 3, 4 and 5 stars in a time: of one mentor, or of all with p_mentor null.
CREATE OR REPLACE FUNCTION report_rating_counts(p_mentor uuid, p_from timestamptz, p_end timestamptz) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('counts', jsonb_agg(coalesce(r.count, 0) ORDER BY stars))
      FROM generate_series(1, 5) AS stars
      LEFT JOIN (SELECT rating, count(*) FROM report_reviews
                  WHERE NOT hidden AND published_at >= p_from AND published_at < p_end AND (p_mentor IS NULL OR mentor_id = p_mentor)
                  GROUP BY rating) r ON r.rating = stars
$$;
COMMENT ON FUNCTION report_rating_counts IS 'How many published reviews gave each number of stars in a time, for a report.';
