-- Keeps the directory up to date with the names of tags.
CREATE OR REPLACE FUNCTION mentor_directory_follow_tag() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM mentor_directory_refresh(e.mentor_id)
       FROM (SELECT mentor_id FROM mentor_expertise WHERE tag_id = NEW.id ORDER BY mentor_id) e;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER expertise_tags_to_directory AFTER UPDATE OF name ON expertise_tags
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_tag();

COMMENT ON FUNCTION mentor_directory_follow_tag() IS 'Keeps the directory up to date with the names of tags.';
