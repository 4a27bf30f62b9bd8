-- The figures of a mentor's week, as the mail of the report keeps them (Figures.OfMentor). The days are those of the mentor's calendar,
-- and p_begins and p_ends say when each begins and ends; the appointments shown are those from then to p_next_end.
CREATE OR REPLACE FUNCTION mentor_report_figures(p_mentor uuid, p_time_zone text, p_days date[], p_begins timestamptz[],
                                                 p_ends timestamptz[], p_next_end timestamptz) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'time_zone', p_time_zone,
        'from', p_days[1],
        'to', p_days[cardinality(p_days)],
        'days', report_days(p_mentor, p_days, p_begins, p_ends),
        'sessions', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.start), '[]')
                       FROM (SELECT start_time AS start, end_time AS "end", status, mentee_name FROM report_sessions
                              WHERE mentor_id = p_mentor AND start_time >= week.begins_at AND start_time < week.ends_at
                                AND status IN ('completed', 'cancelled', 'no-show')) x),
        'ratings', report_rating_counts(p_mentor, week.begins_at, week.ends_at),
        'overall', (SELECT jsonb_build_object('mean', max(mean), 'count', coalesce(max(count), 0)) FROM report_ratings
                     WHERE mentor_id = p_mentor),
        'feedback', (SELECT coalesce(jsonb_agg(to_jsonb(x) - 'published_at' ORDER BY x.published_at DESC), '[]')
                       FROM (SELECT rating, feedback AS text, mentee_name AS by, published_at FROM report_reviews
                              WHERE mentor_id = p_mentor AND NOT hidden AND published_at >= week.begins_at AND published_at < week.ends_at
                                AND feedback <> ''
                              ORDER BY published_at DESC LIMIT 3) x),
        'next', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.start), '[]')
                   FROM (SELECT start_time AS start, end_time AS "end", user_name AS "with", session_type AS type FROM report_bookings
                          WHERE mentor_id = p_mentor AND status = 'confirmed' AND start_time >= week.ends_at AND start_time < p_next_end
                          ORDER BY start_time LIMIT 50) x))
      FROM (SELECT p_begins[1], p_ends[cardinality(p_ends)]) AS week (begins_at, ends_at)
$$;
COMMENT ON FUNCTION mentor_report_figures IS 'The figures of a mentor''s week, for the report of it.';
