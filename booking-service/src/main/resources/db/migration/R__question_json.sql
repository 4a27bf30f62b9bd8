SET LOCAL check_function_bodies = off;

-- A question about a request, as its sides, admins and events get it.
CREATE OR REPLACE FUNCTION question_json(q booking_questions) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('question', q.question, 'asked_at', rfc3339(q.asked_at),
                              'answer', q.answer, 'answered_at', rfc3339(q.answered_at))
$$;

COMMENT ON FUNCTION question_json IS 'A question about a request, with its answer.';
