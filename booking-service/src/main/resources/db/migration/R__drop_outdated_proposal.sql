-- Ends the proposal of a booking that is moved, answered or ended otherwise: it was made for what the booking was. The event of that
-- change shows it, whichever function makes it.
CREATE OR REPLACE FUNCTION drop_outdated_proposal() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.proposed_start_time := NULL;
    NEW.proposed_end_time := NULL;
    NEW.proposed_occupied := NULL;
    NEW.proposed_date := NULL;
    NEW.proposed_time := NULL;
    NEW.proposed_time_zone := NULL;
    NEW.proposed_by := NULL;
    NEW.proposal_expires_at := NULL;
    NEW.proposal_reason := NULL;
    RETURN NEW;
END $$;

COMMENT ON FUNCTION drop_outdated_proposal IS 'Ends the proposal of a booking whose status or time changes.';

CREATE OR REPLACE TRIGGER bookings_drop_outdated_proposal
    BEFORE UPDATE OF status, start_time ON bookings
    FOR EACH ROW
    WHEN (OLD.proposed_by IS NOT NULL AND (OLD.status, OLD.start_time) IS DISTINCT FROM (NEW.status, NEW.start_time))
    EXECUTE FUNCTION drop_outdated_proposal();
