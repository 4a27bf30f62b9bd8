-- Enforces the limits of the mentor's terms for bookings, holds and moves of one person, however a booking is made or changed. It runs in the transaction that has locked both sides, so that they hold however many requests come at once. What is
-- refused is a violation of one of these, whose detail says in how many seconds it resets, where it does:
--   mentee_has_most_standing   as many future requests and confirmed bookings of the mentee as the mentor wants
--   mentee_has_most_changes    as many bookings and moves of the mentee within 24 hours; cancellations count too, but never fail
--   booking_has_most_moves     the side has moved, or proposed to move, the booking as often as it may
--   mentee_has_used_up_holds   15 minutes of the mentor's time held within 24 hours; what is left shortens a hold
-- Admins and the service are not limited, nor is who writes without an identity. No terms, no limits but that of holds.
CREATE OR REPLACE FUNCTION limit_mentee() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    v_side  CONSTANT text := CASE app_user_id()::text WHEN NEW.user_id THEN 'mentee' WHEN NEW.mentor_id THEN 'mentor' END;
    v_now   CONSTANT timestamptz := CASE TG_OP WHEN 'INSERT' THEN NEW.created_at ELSE now() END;
    v_terms booking_terms;
    v_moved boolean;
BEGIN
    IF v_side IS NULL THEN
        RETURN NEW;
    END IF;

    -- Agreeing to what the other side proposes moves a booking, too, but it is the proposal that counts.
    v_moved := TG_OP = 'UPDATE'
        AND (NEW.start_time <> OLD.start_time
                AND NOT (NEW.start_time IS NOT DISTINCT FROM OLD.proposed_start_time
                         AND OLD.proposed_by IS DISTINCT FROM v_side)
             OR NEW.proposed_start_time IS DISTINCT FROM OLD.proposed_start_time
                AND NEW.proposed_start_time IS NOT NULL AND NEW.proposed_by = v_side);
    IF NOT (TG_OP = 'INSERT' OR v_moved) THEN
        IF NEW.status = 'cancelled' AND OLD.status <> 'cancelled' AND NEW.cancelled_by = 'mentee' THEN
            PERFORM record_mentee_change(NEW.mentor_id::uuid, NEW.user_id::uuid, v_now, p_most => NULL);
        END IF;
        RETURN NEW;
    END IF;

    SELECT * INTO v_terms FROM booking_terms WHERE mentor_id = NEW.mentor_id::uuid;
    IF TG_OP = 'INSERT' THEN
        PERFORM check_most_standing(v_terms, NEW.user_id, v_now);
        IF NEW.status = 'held' THEN
            NEW.expires_at := least(NEW.expires_at, v_now + hold_time_left(NEW.mentor_id::uuid, NEW.user_id::uuid, v_now));
            RETURN NEW;
        END IF;
    ELSIF v_side = 'mentee' THEN
        NEW.mentee_moves := OLD.mentee_moves + 1;
    ELSE
        NEW.mentor_moves := OLD.mentor_moves + 1;
    END IF;
    IF (CASE v_side WHEN 'mentee' THEN NEW.mentee_moves ELSE NEW.mentor_moves END) > v_terms.most_moves_per_booking THEN
        RAISE EXCEPTION 'The booking has been moved as often as it may be'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_has_most_moves', DETAIL = v_terms.most_moves_per_booking;
    END IF;
    IF v_side = 'mentee' THEN
        PERFORM record_mentee_change(NEW.mentor_id::uuid, NEW.user_id::uuid, v_now, v_terms.most_changes_per_mentee_and_day);
    END IF;
    RETURN NEW;
END $$;

COMMENT ON FUNCTION limit_mentee IS 'Keeps the limits of the mentor''s terms for one mentee, however a booking is made or changed.';

CREATE OR REPLACE TRIGGER bookings_limit_mentee
    BEFORE INSERT OR UPDATE OF status, start_time, proposed_start_time ON bookings
    FOR EACH ROW EXECUTE FUNCTION limit_mentee();
