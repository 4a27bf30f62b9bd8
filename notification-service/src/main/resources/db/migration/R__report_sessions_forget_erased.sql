-- What late events tell of people who left is kept without them.
CREATE OR REPLACE FUNCTION report_sessions_forget_erased() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mentee_name IS NOT NULL AND is_erased(NEW.mentee_id) THEN
        NEW.mentee_name := NULL;
    END IF;
    IF NEW.mentor_name <> '' AND is_erased(NEW.mentor_id) THEN
        NEW.mentor_name := '';
    END IF;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION report_sessions_forget_erased IS 'Keeps the reports'' sessions of people who left without their names.';
CREATE OR REPLACE TRIGGER report_sessions_forget_erased BEFORE INSERT OR UPDATE ON report_sessions
    FOR EACH ROW EXECUTE FUNCTION report_sessions_forget_erased();
