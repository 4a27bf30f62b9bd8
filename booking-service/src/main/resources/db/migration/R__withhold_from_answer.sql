SET LOCAL check_function_bodies = off;

-- The stored answer of an operation on a booking, without what the caller may not see any more: an answer is repeated for a day,
-- and meanwhile the booking may have been cancelled, or the other side may have hidden its address.
CREATE OR REPLACE FUNCTION withhold_from_answer(p_answer jsonb) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT p_answer || coalesce(
        (SELECT jsonb_object_agg(member.key, NULL) FILTER (WHERE member.value = 'null')
           FROM bookings b, jsonb_each(booking_json(b)) AS member
          WHERE b.id = (p_answer->>'id')::uuid
            AND member.key IN ('meeting_id', 'meeting_url', 'mentor_email', 'user_email')), '{}')
$$;

COMMENT ON FUNCTION withhold_from_answer IS 'The stored answer of an operation, without what the caller may not see any more.';
