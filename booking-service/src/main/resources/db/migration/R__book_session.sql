-- The specification's function to book a mentoring session: one round trip and a transaction of its own, all or nothing.
-- Where the mentor wants to be asked the booking is a request that waits for an answer until p_answer_by, or its start.
--
-- The caller has found p_slot to be offered. A key is claimed for p_operation, and p_status is stored with the answer; without a
-- key nothing is stored. The outcome:
--   booked            booking is the new one
--   replay            booking is the answer to the first request with p_key, as far as the caller may still see it
--   mismatch          another request used p_key
--   in_flight         the first request with p_key has not ended
--   otherwise as of reserve_slot
-- A time that the mentor or the caller has no room for is refused by occupied_one_session_at_a_time, see occupy_time.
CREATE OR REPLACE FUNCTION book_session(
    p_caller uuid, p_roles text, p_name text, p_email text,
    p_operation text, p_key text, p_fingerprint bytea, p_status smallint,
    p_slot offered_slot, p_note text, p_time_zone text, p_meeting_id text, p_meeting_url text, p_answer_by timestamptz,
    p_now timestamptz, p_traceparent text,
    OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_reserved record;
BEGIN
    PERFORM set_config('app.user_id', p_caller::text, true), set_config('app.roles', p_roles, true);
    IF p_key IS NOT NULL THEN
        SELECT c.outcome, c.body INTO outcome, booking
          FROM idempotency_claim(p_caller, p_operation, p_key, p_fingerprint) c;
        IF outcome <> 'new' THEN
            booking := withhold_from_answer(booking);
            RETURN;
        END IF;
    END IF;

    v_reserved := reserve_slot(p_caller, p_roles, p_name, p_email, p_slot, p_hold => false, p_expires_at => p_answer_by,
                               p_note => p_note, p_time_zone => p_time_zone, p_meeting_id => p_meeting_id,
                               p_meeting_url => p_meeting_url, p_now => p_now);
    IF v_reserved.outcome <> 'reserved' THEN
        outcome := v_reserved.outcome;
        RETURN;
    END IF;
    booking := booking_json(v_reserved.booking);
    IF (v_reserved.booking).status = 'pending' THEN
        PERFORM append_booking_event(v_reserved.booking, booking, 'requested', p_traceparent);
    ELSE
        PERFORM create_session(v_reserved.booking, booking, p_now, p_traceparent);
    END IF;

    outcome := 'booked';
    IF p_key IS NOT NULL THEN
        PERFORM idempotency_store(p_caller, p_operation, p_key, p_fingerprint, p_status, '{}', booking);
    END IF;
END $$;

COMMENT ON FUNCTION book_session IS
    'The specification''s function to book a mentoring session: one round trip and one transaction that claims the idempotency '
    'key, checks the mentor''s schedule version and terms, inserts booking and session, and hands the confirmation over';
