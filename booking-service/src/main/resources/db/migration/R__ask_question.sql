-- Asks the mentee of a request something, on behalf of its mentor, and appends the event. The outcome:
--   asked              booking is the row with its questions
--   mentor_suspended   its mentor may not host now, whatever the caller's token says
--   question_open      the mentee has not answered the question before
--   too_many_questions as many were asked as a mentor may ask about one request
--   otherwise as of check_answerable
CREATE OR REPLACE FUNCTION ask_question(p_booking uuid, p_question text, p_now timestamptz, p_traceparent text,
                                        OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_most    CONSTANT integer := 3;
    v_booking bookings;
    v_last    booking_questions;
    v_asked   booking_questions;
BEGIN
    -- The lock lets questions about one request come one after the other.
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    SELECT * INTO v_last FROM booking_questions WHERE booking_id = p_booking ORDER BY number DESC LIMIT 1;
    outcome := coalesce(
        check_answerable(v_booking, p_or_admin => false, p_now => p_now),
        CASE WHEN NOT mentor_is_approved(v_booking.mentor_id::uuid) THEN 'mentor_suspended'
             WHEN v_last.number IS NOT NULL AND v_last.answer IS NULL THEN 'question_open'
             WHEN v_last.number >= v_most THEN 'too_many_questions' END);
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    INSERT INTO booking_questions (booking_id, number, mentor_id, mentee_id, question, asked_at)
    VALUES (p_booking, coalesce(v_last.number, 0) + 1, v_booking.mentor_id::uuid, v_booking.user_id::uuid, p_question, p_now)
    RETURNING * INTO v_asked;
    UPDATE bookings SET version = version + 1 WHERE id = p_booking RETURNING * INTO v_booking;
    PERFORM append_booking_event(v_booking, booking_json(v_booking), 'question-asked', p_traceparent,
                                 p_more => jsonb_build_object('question', question_json(v_asked)));
    outcome := 'asked';
    booking := booking_with_questions(v_booking);
END $$;

COMMENT ON FUNCTION ask_question IS 'Asks the mentee of a request something, as its mentor.';
