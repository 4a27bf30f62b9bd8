-- Realm roles -------------------------------------------------------------------------------------------------------------

-- What the identity provider has not been told yet: a row stands until it has been. The decision on a mentor and this row are
-- one transaction, so a decision holds while the identity provider is down, and the role follows.
CREATE TABLE realm_role_changes (
    mentor_id uuid        PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    granted   boolean     NOT NULL,
    revision  bigint      NOT NULL DEFAULT 1,
    due_at    timestamptz NOT NULL,
    attempts  integer     NOT NULL DEFAULT 0,
    reason    text
);
COMMENT ON COLUMN realm_role_changes.revision IS 'Grows with every decision: what was decided meanwhile is not struck off with what was done';
CREATE INDEX realm_role_changes_due ON realm_role_changes (due_at);

ALTER TABLE realm_role_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE realm_role_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY realm_role_changes_by_admins_and_service ON realm_role_changes TO "${app_role}"
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON realm_role_changes TO "${app_role}";

-- Mentors approved before this knew of roles.
CREATE POLICY realm_role_changes_owner_fills ON realm_role_changes FOR INSERT TO CURRENT_USER WITH CHECK (true);
INSERT INTO realm_role_changes (mentor_id, granted, due_at)
SELECT id, status = 'approved', now() FROM mentors WHERE status <> 'applied';
DROP POLICY realm_role_changes_owner_fills ON realm_role_changes;

-- Tags --------------------------------------------------------------------------------------------------------------------

CREATE POLICY expertise_tags_rename ON expertise_tags FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('admin')));
GRANT UPDATE (name) ON expertise_tags TO "${app_role}";
CREATE POLICY mentor_expertise_admin_moves ON mentor_expertise FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('admin')));
CREATE POLICY mentor_expertise_admin_removes ON mentor_expertise FOR DELETE TO "${app_role}"
    USING ((SELECT app_has_role('admin')));

-- The directory -----------------------------------------------------------------------------------------------------------

CREATE EXTENSION IF NOT EXISTS unaccent;

-- How words are compared: José is found by jose, and STRASSE by straße. Immutable by naming the dictionary, which nobody changes.
CREATE FUNCTION plain_text(t text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, t)) $$;

-- All words of a text, each of which may be the beginning of a longer one; NULL without words.
CREATE FUNCTION words_query(t text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsquery('simple', string_agg(word || ':*', ' & '))
      FROM regexp_split_to_table(public.plain_text(t), '[^[:alnum:]]+') word
     WHERE word <> ''
$$;

ALTER TABLE mentor_directory ADD COLUMN language text NOT NULL DEFAULT 'en';
COMMENT ON COLUMN mentor_directory.language IS 'In which the mentor can be talked to: the language of the locale (RFC 5646), without region';
COMMENT ON COLUMN mentor_directory.expertise_keys IS 'expertise as plain_text, for the tag filter';
COMMENT ON COLUMN mentor_directory.names IS 'name and expertise as plain_text, for the search that forgives misspelling';

CREATE OR REPLACE FUNCTION mentor_directory_refresh(p_mentor_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_expertise text[];
BEGIN
    SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}') INTO v_expertise
      FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
     WHERE e.mentor_id = p_mentor_id;
    INSERT INTO mentor_directory (mentor_id, name, bio, profile_image_url, expertise, social_links, rating_mean, rating_count,
                                  created_at, expertise_keys, names, document, language)
    SELECT m.id, m.name, m.bio, m.profile_image_url, v_expertise,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('platform', l.platform, 'url', l.url) ORDER BY l.id), '[]')
              FROM mentor_social_links l WHERE l.mentor_id = m.id),
           m.rating_mean, m.rating_count, m.created_at,
           (SELECT coalesce(array_agg(plain_text(tag)), '{}') FROM unnest(v_expertise) tag),
           plain_text(m.name || ' ' || array_to_string(v_expertise, ' ')),
           setweight(to_tsvector('simple', plain_text(m.name)), 'A')
               || setweight(to_tsvector('simple', plain_text(array_to_string(v_expertise, ' '))), 'B')
               || setweight(to_tsvector('simple', plain_text(coalesce(m.bio, ''))), 'C'),
           lower(split_part(m.locale, '-', 1))
      FROM mentors m
     WHERE m.id = p_mentor_id AND m.status = 'approved'
    ON CONFLICT (mentor_id) DO UPDATE
       SET (name, bio, profile_image_url, expertise, social_links, rating_mean, rating_count, expertise_keys, names, document,
            language)
         = (excluded.name, excluded.bio, excluded.profile_image_url, excluded.expertise, excluded.social_links,
            excluded.rating_mean, excluded.rating_count, excluded.expertise_keys, excluded.names, excluded.document,
            excluded.language);
    IF NOT FOUND THEN
        DELETE FROM mentor_directory WHERE mentor_id = p_mentor_id;
    END IF;
END $$;

-- A tag that is renamed is another word in the directory.
CREATE FUNCTION mentor_directory_follow_tag() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM mentor_directory_refresh(e.mentor_id) FROM mentor_expertise e WHERE e.tag_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER expertise_tags_to_directory AFTER UPDATE OF name ON expertise_tags
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_tag();

SELECT mentor_directory_refresh(id) FROM mentors WHERE status = 'approved';
