-- What late events tell of people who left is kept without them.
CREATE OR REPLACE FUNCTION report_bookings_forget_erased() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.user_name IS NOT NULL AND is_erased(NEW.user_id) THEN
        NEW.user_name := NULL;
    END IF;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION report_bookings_forget_erased IS 'Keeps the reports'' bookings of people who left without their names.';
CREATE OR REPLACE TRIGGER report_bookings_forget_erased BEFORE INSERT OR UPDATE ON report_bookings
    FOR EACH ROW EXECUTE FUNCTION report_bookings_forget_erased();
