-- Whether the caller is the mentee, and so late that only the mentor may still change what was agreed.
CREATE OR REPLACE FUNCTION change_notice_has_passed(p_booking bookings, p_now timestamptz) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT coalesce(p_booking.status = 'confirmed' AND p_booking.changeable_until < p_now
                          AND p_booking.user_id = app_user_id()::text, false) $$;

COMMENT ON FUNCTION change_notice_has_passed IS 'Whether the mentor''s notice of changes has passed for the caller.';
