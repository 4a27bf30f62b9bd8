-- Keeps the directory up to date with the expertise and the links of mentors.
CREATE OR REPLACE FUNCTION mentor_directory_follow_part() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'mentor_expertise' AND TG_OP <> 'DELETE' THEN
        -- Who changes the tag and all that have it comes before or after: a foreign key keeps only its id.
        PERFORM FROM expertise_tags WHERE id = NEW.tag_id FOR SHARE;
    END IF;
    PERFORM mentor_directory_refresh(CASE WHEN TG_OP = 'DELETE' THEN OLD.mentor_id ELSE NEW.mentor_id END);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mentor_expertise_to_directory AFTER INSERT OR UPDATE OR DELETE ON mentor_expertise
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_part();
CREATE OR REPLACE TRIGGER mentor_social_links_to_directory AFTER INSERT OR UPDATE OR DELETE ON mentor_social_links
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_part();

COMMENT ON FUNCTION mentor_directory_follow_part() IS 'Keeps the directory up to date with the expertise and the links of mentors.';
