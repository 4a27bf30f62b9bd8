-- Keeps the directory up to date with the names of tags.
CREATE OR REPLACE FUNCTION mentor_directory_follow_tag() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM directory_refresh(ARRAY(SELECT mentor_id FROM mentor_expertise WHERE tag_id = NEW.id));
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER expertise_tags_to_directory AFTER UPDATE OF name ON expertise_tags
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_tag();

COMMENT ON FUNCTION mentor_directory_follow_tag() IS 'Keeps the directory up to date with the names of tags.';
