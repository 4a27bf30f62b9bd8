-- Ends the requests and proposals that nobody answered in time and the holds that nobody booked; returns how many. Several replicas
-- may call it at once.
CREATE OR REPLACE FUNCTION expire_bookings(p_now timestamptz, p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_changed integer := 0;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    FOR v_booking IN
        SELECT * FROM bookings WHERE status IN ('held', 'pending') AND expires_at <= p_now
         ORDER BY expires_at LIMIT p_limit FOR UPDATE SKIP LOCKED
    LOOP
        PERFORM expire_booking(v_booking, p_now);
        v_changed := v_changed + 1;
    END LOOP;
    FOR v_booking IN
        SELECT * FROM bookings WHERE proposed_by IS NOT NULL AND proposal_expires_at <= p_now
         ORDER BY proposal_expires_at LIMIT p_limit FOR UPDATE SKIP LOCKED
    LOOP
        PERFORM expire_booking(v_booking, p_now);
        v_changed := v_changed + 1;
    END LOOP;
    RETURN v_changed;
END $$;

COMMENT ON FUNCTION expire_bookings IS 'Ends requests, proposals and holds that have expired, by the clock; how many it was.';
