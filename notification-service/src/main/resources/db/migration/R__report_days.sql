-- What became of sessions on each of some days: of one mentor, or of all with p_mentor null. p_begins and p_ends say when each day begins
-- and ends on the calendar of the report's reader.
CREATE OR REPLACE FUNCTION report_days(p_mentor uuid, p_days date[], p_begins timestamptz[], p_ends timestamptz[]) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(to_jsonb(x) ORDER BY x.date)
      FROM (SELECT d.day AS date, count(*) FILTER (WHERE s.status = 'completed') AS held,
                   count(*) FILTER (WHERE s.status = 'cancelled') AS cancelled,
                   count(*) FILTER (WHERE s.status = 'no-show') AS no_shows,
                   coalesce(sum(extract(epoch FROM s.end_time - s.start_time) / 60) FILTER (WHERE s.status = 'completed'), 0)::integer
                     AS minutes
              FROM unnest(p_days, p_begins, p_ends) AS d (day, begins_at, ends_at)
              LEFT JOIN report_sessions s
                ON s.start_time >= d.begins_at AND s.start_time < d.ends_at AND (p_mentor IS NULL OR s.mentor_id = p_mentor)
             GROUP BY d.day) x
$$;
COMMENT ON FUNCTION report_days IS 'What became of sessions on each of some days, for a report.';
