SET LOCAL check_function_bodies = off;

-- A booking as the caller may see it, with what its mentor asked and its mentee answered, the earliest first.
CREATE OR REPLACE FUNCTION booking_with_questions(b bookings) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT booking_json(b) || jsonb_build_object('questions', coalesce(
        (SELECT jsonb_agg(question_json(q) ORDER BY q.number) FROM booking_questions q WHERE q.booking_id = b.id), '[]'))
$$;

COMMENT ON FUNCTION booking_with_questions IS 'A booking as the caller may see it, with its questions and their answers.';
