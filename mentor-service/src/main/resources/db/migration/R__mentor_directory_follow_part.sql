-- Keeps the directory up to date with the expertise and the links of mentors: by statement, because an admin changes the expertise of
-- many at once.
CREATE OR REPLACE FUNCTION mentor_directory_follow_part() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'mentor_expertise' AND TG_OP <> 'DELETE' THEN
        -- Who changes the tag and all that have it comes before or after: a foreign key keeps only its id.
        PERFORM FROM expertise_tags WHERE id IN (SELECT tag_id FROM changed) ORDER BY id FOR SHARE;
    END IF;
    PERFORM directory_refresh(ARRAY(SELECT DISTINCT mentor_id FROM changed));
    RETURN NULL;
END $$;

-- A trigger by statement is for one kind of change.
DROP TRIGGER IF EXISTS mentor_expertise_to_directory ON mentor_expertise;
CREATE OR REPLACE TRIGGER mentor_expertise_added_to_directory AFTER INSERT ON mentor_expertise
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_part();
CREATE OR REPLACE TRIGGER mentor_expertise_changed_in_directory AFTER UPDATE ON mentor_expertise
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_part();
CREATE OR REPLACE TRIGGER mentor_expertise_removed_from_directory AFTER DELETE ON mentor_expertise
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_part();
DROP TRIGGER IF EXISTS mentor_social_links_to_directory ON mentor_social_links;
CREATE OR REPLACE TRIGGER mentor_social_links_added_to_directory AFTER INSERT ON mentor_social_links
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_part();
CREATE OR REPLACE TRIGGER mentor_social_links_changed_in_directory AFTER UPDATE ON mentor_social_links
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_part();
CREATE OR REPLACE TRIGGER mentor_social_links_removed_from_directory AFTER DELETE ON mentor_social_links
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_part();

COMMENT ON FUNCTION mentor_directory_follow_part() IS 'Keeps the directory up to date with the expertise and the links of mentors.';
