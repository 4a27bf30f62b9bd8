-- What a late event tells of the person's sessions is kept without the name.
CREATE OR REPLACE FUNCTION sessions_forget_erased() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mentee_name IS NOT NULL AND is_erased(NEW.mentee_id) THEN
        NEW.mentee_name := NULL;
    END IF;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION sessions_forget_erased IS 'Keeps sessions of people who left without their names.';
CREATE OR REPLACE TRIGGER sessions_forget_erased BEFORE INSERT OR UPDATE ON sessions
    FOR EACH ROW EXECUTE FUNCTION sessions_forget_erased();
