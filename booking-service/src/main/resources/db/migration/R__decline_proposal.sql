-- Declines what the other side has proposed. The outcome is declined (booking is the row), or as of check_proposal.
CREATE OR REPLACE FUNCTION decline_proposal(p_booking uuid, p_reason text, p_now timestamptz, p_traceparent text,
                                            OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := check_proposal(v_booking, false, NULL, p_now);
    IF outcome IS NULL THEN
        booking := booking_json(end_proposal(v_booking, 'declined', p_reason, p_traceparent));
        outcome := 'declined';
    END IF;
END $$;

COMMENT ON FUNCTION decline_proposal IS 'Declines the time that the other side has proposed.';
