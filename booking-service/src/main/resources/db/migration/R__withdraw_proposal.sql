-- Withdraws what the caller has proposed. The outcome is withdrawn (booking is the row), or as of check_proposal.
CREATE OR REPLACE FUNCTION withdraw_proposal(p_booking uuid, p_now timestamptz, p_traceparent text,
                                             OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := check_proposal(v_booking, true, NULL, p_now);
    IF outcome IS NULL THEN
        booking := booking_json(end_proposal(v_booking, 'withdrawn', NULL, p_traceparent));
        outcome := 'withdrawn';
    END IF;
END $$;

COMMENT ON FUNCTION withdraw_proposal IS 'Withdraws the time that the caller has proposed.';
