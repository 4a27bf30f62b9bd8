-- What ratings are ranked by, as the reviews have it: a single five does not top many.
ALTER TABLE mentors
    ADD COLUMN rating_score numeric(3, 2),
    ADD CONSTRAINT mentors_rating_score_in_range CHECK (rating_score BETWEEN 1 AND 5);
COMMENT ON COLUMN mentors.rating_score IS 'NULL without reviews, and where an older event did not tell it';
GRANT UPDATE (rating_score) ON mentors TO "${app_role}";
ALTER TABLE mentor_directory ADD COLUMN rating_score numeric(3, 2);

CREATE OR REPLACE FUNCTION mentors_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status AND NOT app_has_role('admin') THEN
        RAISE EXCEPTION 'only an admin decides on mentors' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.rating_mean, NEW.rating_score, NEW.rating_count)
            IS DISTINCT FROM (OLD.rating_mean, OLD.rating_score, OLD.rating_count)
        AND NOT app_has_role('service') THEN
        RAISE EXCEPTION 'ratings come from reviews alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

DROP POLICY mentors_apply ON mentors;
CREATE POLICY mentors_apply ON mentors FOR INSERT TO "${app_role}"
    WITH CHECK (id = (SELECT app_user_id()) AND status = 'applied' AND version = 1
        AND rating_count = 0 AND rating_mean IS NULL AND rating_score IS NULL);

-- The directory in its order of change ------------------------------------------------------------------------------------

-- Each replica keeps the directory in memory and asks here what is new. What searched in the database before (document,
-- names, expertise_keys and their indexes) stays for replicas of the version before, and goes with the next one.
CREATE SEQUENCE mentor_directory_revision;
CREATE TABLE mentor_directory_changes (
    mentor_id uuid   PRIMARY KEY,
    revision  bigint NOT NULL CONSTRAINT mentor_directory_changes_one_by_one UNIQUE
);
COMMENT ON TABLE mentor_directory_changes IS
    'When each mentor last came, changed or went; revisions grow in the order in which transactions are committed';

ALTER TABLE mentor_directory_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_directory_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_directory_changes_read ON mentor_directory_changes FOR SELECT USING (true);
CREATE POLICY mentor_directory_changes_owner_keeps ON mentor_directory_changes TO CURRENT_USER USING (true);
GRANT SELECT ON mentor_directory_changes TO "${app_role}";

-- Runs when the transaction is about to commit. The lock is held until it has: who has the next number has seen this one
-- committed, so a reader of revision n has missed none before it. All rows are locked by then; no one waits for another in a ring.
CREATE FUNCTION mentor_directory_note_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('mentor_directory_revision'));
    INSERT INTO mentor_directory_changes (mentor_id, revision)
    VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.mentor_id ELSE NEW.mentor_id END, nextval('mentor_directory_revision'))
    ON CONFLICT (mentor_id) DO UPDATE SET revision = excluded.revision;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER mentor_directory_notes_who_comes_and_goes AFTER INSERT OR DELETE ON mentor_directory
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mentor_directory_note_change();
CREATE CONSTRAINT TRIGGER mentor_directory_notes_who_changes AFTER UPDATE ON mentor_directory
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION mentor_directory_note_change();

CREATE OR REPLACE FUNCTION mentor_directory_refresh(p_mentor_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_expertise text[];
BEGIN
    SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}') INTO v_expertise
      FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
     WHERE e.mentor_id = p_mentor_id;
    INSERT INTO mentor_directory (mentor_id, name, bio, profile_image_url, expertise, social_links, rating_mean, rating_score,
                                  rating_count, created_at, expertise_keys, names, document, language)
    SELECT m.id, m.name, m.bio, m.profile_image_url, v_expertise,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('platform', l.platform, 'url', l.url) ORDER BY l.id), '[]')
              FROM mentor_social_links l WHERE l.mentor_id = m.id),
           m.rating_mean, m.rating_score, m.rating_count, m.created_at,
           (SELECT coalesce(array_agg(plain_text(tag)), '{}') FROM unnest(v_expertise) tag),
           plain_text(m.name || ' ' || array_to_string(v_expertise, ' ')),
           setweight(to_tsvector('simple', plain_text(m.name)), 'A')
               || setweight(to_tsvector('simple', plain_text(array_to_string(v_expertise, ' '))), 'B')
               || setweight(to_tsvector('simple', plain_text(coalesce(m.bio, ''))), 'C'),
           lower(split_part(m.locale, '-', 1))
      FROM mentors m
     WHERE m.id = p_mentor_id AND m.status = 'approved'
    ON CONFLICT (mentor_id) DO UPDATE
       SET (name, bio, profile_image_url, expertise, social_links, rating_mean, rating_score, rating_count, expertise_keys,
            names, document, language)
         = (excluded.name, excluded.bio, excluded.profile_image_url, excluded.expertise, excluded.social_links,
            excluded.rating_mean, excluded.rating_score, excluded.rating_count, excluded.expertise_keys, excluded.names,
            excluded.document, excluded.language);
    IF NOT FOUND THEN
        DELETE FROM mentor_directory WHERE mentor_id = p_mentor_id;
    END IF;
END $$;

INSERT INTO mentor_directory_changes (mentor_id, revision)
SELECT mentor_id, nextval('mentor_directory_revision') FROM mentor_directory;

-- Tags --------------------------------------------------------------------------------------------------------------------

ALTER TABLE expertise_tags ADD COLUMN version bigint NOT NULL DEFAULT 1;
GRANT UPDATE (version) ON expertise_tags TO "${app_role}";
