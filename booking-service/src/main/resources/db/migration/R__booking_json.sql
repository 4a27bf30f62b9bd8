SET LOCAL check_function_bodies = off;

-- A booking as the caller may see it: where it meets, and the address of the other side, only while it is confirmed. Its questions
-- are in booking_with_questions alone.
CREATE OR REPLACE FUNCTION booking_json(b bookings) RETURNS jsonb
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_asked bigint := 0;
    v_open  boolean := false;
BEGIN
    -- Asking makes another version, so that what was just booked needs no look.
    IF b.version > 1 THEN
        SELECT count(*), coalesce(bool_or(q.answer IS NULL), false) INTO v_asked, v_open
          FROM booking_questions q WHERE q.booking_id = b.id;
    END IF;
    b := booking_as_seen(b);
    RETURN jsonb_build_object(
        'id', b.id, 'session_id', b.session_id,
        'mentor_id', b.mentor_id, 'mentor_name', b.mentor_name, 'mentor_email', b.mentor_email,
        'mentor_time_zone', b.mentor_time_zone, 'mentor_locale', b.mentor_locale,
        'user_id', b.user_id, 'user_name', b.user_name, 'user_email', b.user_email,
        'user_time_zone', b.user_time_zone, 'user_locale', b.user_locale,
        'date', b.date, 'time', b."time", 'start_time', rfc3339(b.start_time), 'end_time', rfc3339(b.end_time),
        'session_type', b.session_type, 'duration_minutes', b.duration_minutes,
        'buffer_before_minutes', b.buffer_before_minutes, 'buffer_after_minutes', b.buffer_after_minutes,
        'change_notice_minutes', b.change_notice_minutes,
        'meeting_id', b.meeting_id, 'meeting_url', b.meeting_url,
        'status', b.status, 'note', b.note,
        'sequence', b.sequence, 'version', b.version, 'created_at', rfc3339(b.created_at), 'changed_at', rfc3339(b.changed_at),
        'expires_at', rfc3339(b.expires_at),
        'questions_asked', v_asked, 'question_open', v_open AND b.status = 'pending', 'questions', NULL,
        'changeable_until', rfc3339(b.changeable_until), 'cancelled_by', b.cancelled_by, 'reason', b.reason,
        'proposal', CASE WHEN b.proposed_by IS NOT NULL THEN jsonb_build_object(
            'start_time', rfc3339(b.proposed_start_time), 'end_time', rfc3339(b.proposed_end_time),
            'proposed_by', b.proposed_by, 'expires_at', rfc3339(b.proposal_expires_at), 'reason', b.proposal_reason) END);
END $$;

COMMENT ON FUNCTION booking_json IS 'A booking as the caller may see it.';
