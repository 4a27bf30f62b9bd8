-- What late events tell of people who left is kept without them.
CREATE OR REPLACE FUNCTION bookings_forget_erased() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF is_erased(NEW.mentor_id) THEN
        NEW.data := without_person(NEW.data, NEW.mentor_id);
    END IF;
    IF is_erased(NEW.mentee_id) THEN
        NEW.data := without_person(NEW.data, NEW.mentee_id);
    END IF;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION bookings_forget_erased IS 'Keeps bookings of people who left without them.';
CREATE OR REPLACE TRIGGER bookings_forget_erased BEFORE INSERT OR UPDATE OF data ON bookings
    FOR EACH ROW EXECUTE FUNCTION bookings_forget_erased();
