-- Enters the name of each tag among all names, where no other tag may have it, neither as its name nor as an alias.
CREATE OR REPLACE FUNCTION expertise_tag_names_follow_tag() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO expertise_tag_names (name, tag_id, alias) VALUES (NEW.name, NEW.id, false);
    ELSIF NEW.name <> OLD.name THEN
        UPDATE expertise_tag_names SET name = NEW.name WHERE tag_id = NEW.id AND NOT alias;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER expertise_tags_to_names AFTER INSERT OR UPDATE OF name ON expertise_tags
    FOR EACH ROW EXECUTE FUNCTION expertise_tag_names_follow_tag();

COMMENT ON FUNCTION expertise_tag_names_follow_tag() IS 'Enters the name of each tag among all names.';
