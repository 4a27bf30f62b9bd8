SET LOCAL check_function_bodies = off;

-- A session as the API and the events show it.
CREATE OR REPLACE FUNCTION session_json(s mentoring_sessions) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', s.id, 'booking_id', s.booking_id, 'mentor_id', s.mentor_id, 'mentor_name', coalesce(n.mentor_name, s.mentor_name),
        'mentee_id', s.mentee_id, 'mentee_name', coalesce(n.user_name, s.mentee_name), 'status', s.status, 'absent', s.absent,
        'reported_by', s.reported_by, 'reported_at', rfc3339(s.reported_at),
        'contestable_until', rfc3339(s.contestable_until), 'contested_by', s.contested_by,
        'contested_at', rfc3339(s.contested_at), 'contested_absent', s.contested_absent,
        'contest_reason', s.contest_reason, 'decided_at', rfc3339(s.decided_at), 'decided_by', s.decided_by,
        'start_time', rfc3339(s.start_time), 'end_time', rfc3339(s.end_time), 'created_at', rfc3339(s.created_at),
        'cancelled_at', rfc3339(s.cancelled_at),
        'completed_at', CASE WHEN s.status = 'completed' THEN rfc3339(s.completed_at) END, 'version', s.version)
      FROM (SELECT) once
      LEFT JOIN LATERAL (SELECT c.mentor_name, c.user_name FROM bookings b CROSS JOIN LATERAL booking_as_seen(b) c
                          WHERE b.id = s.booking_id) n ON true
$$;

COMMENT ON FUNCTION session_json IS 'A session as the API and the events show it.';
