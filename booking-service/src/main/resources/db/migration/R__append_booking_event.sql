SET LOCAL check_function_bodies = off;

-- Writes the event of a booking to the outbox, in the transaction that changed the booking. p_type is the part of the event's
-- type that names the change, such as confirmed; p_more has members of that type alone. p_shown is what booking_json shows of the
-- booking: made once, because most callers answer with it too.
CREATE OR REPLACE FUNCTION append_booking_event(
    b bookings, p_shown jsonb, p_type text, p_traceparent text,
    p_previous_start timestamptz DEFAULT NULL, p_previous_end timestamptz DEFAULT NULL,
    p_more jsonb DEFAULT '{}') RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    VALUES ('mentoring.bookings', 'org.mentoring.booking.' || p_type || '.v1', b.id, b.version, p_traceparent,
            booking_event_json(b, p_shown) || jsonb_build_object('previous_start_time', rfc3339(p_previous_start),
                                                           'previous_end_time', rfc3339(p_previous_end)) || p_more)
$$;

COMMENT ON FUNCTION append_booking_event IS 'Writes the event of a booking to the outbox, for confirmation mails as for subscribers.';
