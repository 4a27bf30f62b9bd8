-- Answers what the mentor of a request has asked, on behalf of its mentee, and appends the event. The outcome:
--   replied      booking is the row with its questions
--   unknown      there is no such booking, or it is not one of the caller's
--   not_mentee   the caller is not its mentee
--   answered     the request is accepted already
--   closed       it was declined or cancelled, or nobody decided in time
--   no_question  no question waits for an answer
CREATE OR REPLACE FUNCTION answer_question(p_booking uuid, p_answer text, p_now timestamptz, p_traceparent text,
                                           OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking  bookings;
    v_question booking_questions;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := CASE
        WHEN v_booking.id IS NULL OR v_booking.status = 'held' THEN 'unknown'
        WHEN acting_side(v_booking) <> 'mentee' THEN 'not_mentee'
        WHEN v_booking.status = 'confirmed' THEN 'answered'
        WHEN v_booking.status <> 'pending' OR v_booking.expires_at <= p_now THEN 'closed' END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE booking_questions SET answer = p_answer, answered_at = p_now
     WHERE booking_id = p_booking AND answer IS NULL
    RETURNING * INTO v_question;
    IF NOT FOUND THEN
        outcome := 'no_question';
        RETURN;
    END IF;
    UPDATE bookings SET version = version + 1 WHERE id = p_booking RETURNING * INTO v_booking;
    PERFORM append_booking_event(v_booking, booking_json(v_booking), 'question-answered', p_traceparent,
                                 p_more => jsonb_build_object('question', question_json(v_question)));
    outcome := 'replied';
    booking := booking_with_questions(v_booking);
END $$;

COMMENT ON FUNCTION answer_question IS 'Answers what the mentor of a request has asked, as its mentee.';
