-- The bookings that take a person's time in a range, in whichever role; to be called as the service. Row security keeps the overlap
-- of ranges away from the index, because it might reveal hidden rows: all that a person ever booked would be read. So this function
-- looks as the owner of the table.
CREATE OR REPLACE FUNCTION occupying_bookings(p_person uuid, p_during tstzrange) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
BEGIN
    IF NOT app_has_role('service') THEN
        RAISE EXCEPTION 'only the service looks when people are busy' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT DISTINCT o.booking_id FROM occupied o WHERE o.person = p_person AND o.during && p_during;
END $$;
REVOKE EXECUTE ON FUNCTION occupying_bookings(uuid, tstzrange) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION occupying_bookings(uuid, tstzrange) TO "${app_role}";
COMMENT ON FUNCTION occupying_bookings IS 'The bookings that take a person''s time in a range, in whichever role.';
