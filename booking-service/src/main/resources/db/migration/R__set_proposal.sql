-- Writes the proposal of the caller's side to move a booking, in place of an earlier one of that side, and appends the event; the caller
-- of this function has locked both people and the row. The new time keeps the duration and buffers that were agreed. It is taken
-- until the other side answers, the caller withdraws it, or p_answer_by, or the old or the new start comes.
CREATE OR REPLACE FUNCTION set_proposal(
    p_booking bookings, p_slot offered_slot, p_reason text, p_answer_by timestamptz, p_traceparent text) RETURNS bookings
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_end      CONSTANT timestamptz := p_slot.start_time + (p_booking.end_time - p_booking.start_time);
    v_occupied CONSTANT tstzrange := tstzrange(p_slot.start_time - (p_booking.start_time - lower(p_booking.occupied)),
                                               v_end + (upper(p_booking.occupied) - p_booking.end_time));
    v_expires  CONSTANT timestamptz := least(p_answer_by, p_slot.start_time, p_booking.start_time);
    v_after    bookings;
BEGIN
    PERFORM release_holds(app_user_id(), p_booking.mentor_id::uuid, v_occupied,
                          CASE acting_side(p_booking) WHEN 'mentor' THEN v_occupied ELSE tstzrange(p_slot.start_time, v_end) END);
    UPDATE bookings
       SET proposed_start_time = p_slot.start_time, proposed_end_time = v_end, proposed_occupied = v_occupied,
           proposed_date = p_slot.date, proposed_time = p_slot."time",
           proposed_time_zone = p_slot.mentor_time_zone, proposed_by = acting_side(p_booking),
           proposal_expires_at = v_expires, proposal_reason = p_reason, version = version + 1,
           -- A request does not expire before the answer to what its mentor proposes.
           expires_at = CASE WHEN status = 'pending' THEN greatest(expires_at, v_expires) END
     WHERE id = p_booking.id
    RETURNING * INTO v_after;
    PERFORM append_booking_event(v_after, booking_json(v_after), 'move-proposed', p_traceparent);
    RETURN v_after;
END $$;

COMMENT ON FUNCTION set_proposal IS 'Writes a proposal to move a booking, which takes the new time until it is answered.';
