-- Whether a hold, a request or a proposal of a booking is past its end. One expression, so that a statement that asks it of many
-- bookings can find them by index.
CREATE OR REPLACE FUNCTION has_expired(b bookings, p_now timestamptz) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$
    SELECT b.status IN ('held', 'pending') AND b.expires_at <= p_now
           OR b.proposed_by IS NOT NULL AND b.proposal_expires_at <= p_now
$$;

COMMENT ON FUNCTION has_expired IS 'Whether a hold, a request or a proposal of a booking is past its end.';
