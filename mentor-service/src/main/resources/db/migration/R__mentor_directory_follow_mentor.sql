-- Keeps the directory up to date with mentors, as far as it shows them: a change of a tag raises the version of thousands.
CREATE OR REPLACE FUNCTION mentor_directory_follow_mentor() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM mentor_directory_refresh(NEW.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mentors_to_directory
    AFTER INSERT OR UPDATE OF name, bio, profile_image_url, locale, status, rating_mean, rating_score, rating_count ON mentors
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_mentor();

COMMENT ON FUNCTION mentor_directory_follow_mentor() IS 'Keeps the directory up to date with mentors.';
