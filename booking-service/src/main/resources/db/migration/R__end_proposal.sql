-- Ends the proposal of a booking that the caller of this function has locked, and appends the event: the booking keeps its time, and the
-- new one is free. p_outcome is declined, withdrawn or expired.
CREATE OR REPLACE FUNCTION end_proposal(p_booking bookings, p_outcome text, p_reason text, p_traceparent text) RETURNS bookings
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_after bookings;
BEGIN
    UPDATE bookings
       SET proposed_start_time = NULL, proposed_end_time = NULL, proposed_occupied = NULL, proposed_date = NULL,
           proposed_time = NULL, proposed_time_zone = NULL, proposed_by = NULL, proposal_expires_at = NULL, proposal_reason = NULL, version = version + 1
     WHERE id = p_booking.id
    RETURNING * INTO v_after;
    PERFORM append_booking_event(
        v_after, booking_json(v_after), 'move-declined', p_traceparent,
        p_more => jsonb_build_object(
            'proposal_outcome', p_outcome, 'proposed_by', p_booking.proposed_by,
            'proposed_start_time', rfc3339(p_booking.proposed_start_time),
            'proposed_end_time', rfc3339(p_booking.proposed_end_time), 'reason', p_reason));
    RETURN v_after;
END $$;

COMMENT ON FUNCTION end_proposal IS 'Ends the proposal of a booking; the old time stands as before.';
