-- Ends a proposal without moving the booking: withdraws the caller's own where p_own, otherwise declines that of the other side. The
-- outcome is withdrawn or declined (booking is the row), or as of check_proposal.
CREATE OR REPLACE FUNCTION decline_or_withdraw_proposal(p_booking uuid, p_own boolean, p_reason text, p_now timestamptz,
                                                        p_traceparent text, OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_outcome CONSTANT text := CASE WHEN p_own THEN 'withdrawn' ELSE 'declined' END;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := check_proposal(v_booking, p_own, NULL, p_now);
    IF outcome IS NULL THEN
        booking := booking_json(end_proposal(v_booking, v_outcome, p_reason, p_traceparent));
        outcome := v_outcome;
    END IF;
END $$;

COMMENT ON FUNCTION decline_or_withdraw_proposal IS
    'Withdraws the time that the caller has proposed, or declines that of the other side.';
