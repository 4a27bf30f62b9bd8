-- Keeps the directory up to date with the aliases of tags: by statement, because an admin changes several at once.
CREATE OR REPLACE FUNCTION mentor_directory_follow_alias() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM directory_refresh(ARRAY(SELECT DISTINCT mentor_id FROM mentor_expertise
                                     WHERE tag_id IN (SELECT c.tag_id FROM changed c WHERE c.alias)));
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER expertise_tag_names_added_to_directory AFTER INSERT ON expertise_tag_names
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_alias();
CREATE OR REPLACE TRIGGER expertise_tag_names_moved_in_directory AFTER UPDATE ON expertise_tag_names
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_alias();
CREATE OR REPLACE TRIGGER expertise_tag_names_removed_from_directory AFTER DELETE ON expertise_tag_names
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor_directory_follow_alias();

COMMENT ON FUNCTION mentor_directory_follow_alias() IS 'Keeps the directory up to date with the aliases of tags.';
