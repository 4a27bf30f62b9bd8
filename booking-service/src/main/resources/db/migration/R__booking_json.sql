SET LOCAL check_function_bodies = off;

-- A booking as the caller may see it: where it meets, and the address of the other side, only while it is confirmed. What is in its
-- questions is told by booking_with_questions alone.
CREATE OR REPLACE FUNCTION booking_json(b bookings) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', b.id, 'session_id', b.session_id,
        'mentor_id', b.mentor_id, 'mentor_name', n.mentor_name,
        'mentor_email', CASE WHEN may_see_address(b, b.mentor_id) THEN b.mentor_email END,
        'mentor_time_zone', b.mentor_time_zone, 'mentor_locale', n.mentor_locale,
        'user_id', b.user_id, 'user_name', n.user_name,
        'user_email', CASE WHEN may_see_address(b, b.user_id) THEN b.user_email END,
        'user_time_zone', b.user_time_zone, 'user_locale', n.user_locale,
        'date', b.date, 'time', b."time", 'start_time', rfc3339(b.start_time), 'end_time', rfc3339(b.end_time),
        'session_type', b.session_type, 'duration_minutes', b.duration_minutes,
        'buffer_before_minutes', b.buffer_before_minutes, 'buffer_after_minutes', b.buffer_after_minutes,
        'change_notice_minutes', b.change_notice_minutes,
        'meeting_id', CASE WHEN b.status = 'confirmed' THEN b.meeting_id END,
        'meeting_url', CASE WHEN b.status = 'confirmed' THEN b.meeting_url END,
        'status', b.status, 'note', b.note,
        'sequence', b.sequence, 'version', b.version, 'created_at', rfc3339(b.created_at), 'changed_at', rfc3339(n.changed_at),
        'expires_at', rfc3339(b.expires_at),
        -- Asking makes another version, so that what was just booked needs no look.
        'questions_asked', CASE WHEN b.version > 1
            THEN (SELECT count(*) FROM booking_questions q WHERE q.booking_id = b.id) ELSE 0 END,
        'question_open', b.version > 1 AND b.status = 'pending'
            AND EXISTS (SELECT FROM booking_questions q WHERE q.booking_id = b.id AND q.answer IS NULL),
        'questions', NULL,
        'changeable_until', rfc3339(b.changeable_until), 'cancelled_by', b.cancelled_by, 'reason', b.reason,
        'proposal', CASE WHEN b.proposed_by IS NOT NULL THEN jsonb_build_object(
            'start_time', rfc3339(b.proposed_start_time), 'end_time', rfc3339(b.proposed_end_time),
            'proposed_by', b.proposed_by, 'expires_at', rfc3339(b.proposal_expires_at), 'reason', b.proposal_reason) END)
      FROM with_current_names(b) n
$$;

COMMENT ON FUNCTION booking_json IS 'A booking as the caller may see it.';
