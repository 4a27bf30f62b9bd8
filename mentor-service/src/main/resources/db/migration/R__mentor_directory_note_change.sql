-- Numbers a change of the directory, when its transaction is about to commit. The lock is held until it has committed: a
-- transaction with a higher number has seen this one, so a reader of revision n has missed none before it. All rows are
-- locked by then, so this lock cannot be part of a deadlock.
CREATE OR REPLACE FUNCTION mentor_directory_note_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_revision bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('mentor_directory_revision'));
    v_revision := nextval('mentor_directory_revision');
    INSERT INTO mentor_directory_changes AS known (mentor_id, revision, listing_revision)
    VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.mentor_id ELSE NEW.mentor_id END, v_revision,
            CASE WHEN TG_TABLE_NAME = 'mentor_directory' THEN v_revision ELSE 0 END)
    ON CONFLICT (mentor_id) DO UPDATE
       SET revision = excluded.revision, listing_revision = greatest(known.listing_revision, excluded.listing_revision);
    RETURN NULL;
END $$;

-- PostgreSQL cannot replace a constraint trigger.
DROP TRIGGER IF EXISTS mentor_directory_notes_arrivals_and_departures ON mentor_directory;
CREATE CONSTRAINT TRIGGER mentor_directory_notes_arrivals_and_departures AFTER INSERT OR DELETE ON mentor_directory
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mentor_directory_note_change();
DROP TRIGGER IF EXISTS mentor_directory_notes_changes ON mentor_directory;
CREATE CONSTRAINT TRIGGER mentor_directory_notes_changes AFTER UPDATE ON mentor_directory
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION mentor_directory_note_change();
DROP TRIGGER IF EXISTS mentor_directory_notes_next_free_times ON mentor_next_free_times;
CREATE CONSTRAINT TRIGGER mentor_directory_notes_next_free_times AFTER INSERT OR UPDATE ON mentor_next_free_times
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mentor_directory_note_change();

COMMENT ON FUNCTION mentor_directory_note_change() IS 'Numbers the changes of the directory, by which replicas follow it.';
