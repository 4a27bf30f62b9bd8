-- The figures of the platform's month, as the mail of the report keeps them (Figures.OfPlatform). The days are those of the admin's
-- calendar, and p_begins and p_ends say when each begins and ends.
CREATE OR REPLACE FUNCTION platform_report_figures(p_time_zone text, p_days date[], p_begins timestamptz[], p_ends timestamptz[])
    RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    WITH month AS (
        SELECT p_begins[1] AS begins_at, p_ends[cardinality(p_ends)] AS ends_at),
    held AS (
        SELECT s.mentor_id, s.mentor_name, extract(epoch FROM s.end_time - s.start_time) / 60 AS minutes
          FROM report_sessions s, month
         WHERE s.status = 'completed' AND s.start_time >= month.begins_at AND s.start_time < month.ends_at),
    usage AS (
        SELECT d.day AS date,
               (SELECT count(*) FROM report_signups
                 WHERE signed_up_at >= d.begins_at AND signed_up_at < d.ends_at) AS sign_ups,
               coalesce(sum(o.offered_minutes), 0) AS offered_minutes, coalesce(sum(o.booked_minutes), 0) AS booked_minutes
          FROM unnest(p_days, p_begins, p_ends) AS d (day, begins_at, ends_at)
          LEFT JOIN report_offered o ON o.day = d.day
         GROUP BY d.day, d.begins_at, d.ends_at),
    busiest AS (
        SELECT coalesce(max(m.name), max(h.mentor_name)) AS name, count(*) AS sessions, sum(h.minutes)::integer AS minutes
          FROM held h LEFT JOIN report_mentors m USING (mentor_id)
         GROUP BY h.mentor_id ORDER BY sessions DESC, minutes DESC, name LIMIT 5),
    expertise AS (
        SELECT tag AS name, count(*) AS sessions, sum(h.minutes)::integer AS minutes
          FROM held h JOIN report_mentors m USING (mentor_id) CROSS JOIN unnest(m.expertise) AS tag
         GROUP BY tag ORDER BY sessions DESC, minutes DESC, name LIMIT 5)
    SELECT jsonb_build_object(
        'time_zone', p_time_zone,
        'from', p_days[1],
        'to', p_days[cardinality(p_days)],
        'days', report_days(NULL, p_days, p_begins, p_ends),
        'usage', (SELECT jsonb_agg(to_jsonb(u) ORDER BY u.date) FROM usage u),
        'mentors', (SELECT count(*) FROM report_mentors WHERE approved_at >= month.begins_at AND approved_at < month.ends_at),
        'busiest', (SELECT coalesce(jsonb_agg(to_jsonb(b) ORDER BY b.sessions DESC, b.minutes DESC, b.name), '[]') FROM busiest b),
        'expertise', (SELECT coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.sessions DESC, e.minutes DESC, e.name), '[]') FROM expertise e),
        'ratings', report_rating_counts(NULL, month.begins_at, month.ends_at))
      FROM month
$$;
COMMENT ON FUNCTION platform_report_figures IS 'The figures of the platform''s month, for the report of it.';
