CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE mentors (
    id                uuid        PRIMARY KEY,
    user_id           uuid        NOT NULL,
    name              text        NOT NULL,
    email             text        NOT NULL,
    created_at        timestamptz NOT NULL,
    bio               text,
    linkedin          text,
    profile_image_url text,
    role              text        NOT NULL DEFAULT 'mentor',
    status            text        NOT NULL DEFAULT 'applied',
    time_zone         text        NOT NULL DEFAULT 'UTC',
    locale            text        NOT NULL DEFAULT 'en',
    rating_mean       numeric(3, 2),
    rating_count      bigint      NOT NULL DEFAULT 0,
    version           bigint      NOT NULL DEFAULT 1,
    CONSTRAINT mentors_one_person_one_id CHECK (id = user_id),
    CONSTRAINT mentors_status_known CHECK (status IN ('applied', 'approved', 'suspended')),
    CONSTRAINT mentors_role_is_mentor CHECK (role = 'mentor'),
    CONSTRAINT mentors_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT mentors_bio_length CHECK (char_length(bio) <= 5000),
    CONSTRAINT mentors_linkedin_https CHECK (linkedin LIKE 'https://%' AND char_length(linkedin) <= 2000),
    CONSTRAINT mentors_image_https CHECK (profile_image_url LIKE 'https://%' AND char_length(profile_image_url) <= 2000),
    CONSTRAINT mentors_rating_in_range CHECK (rating_mean BETWEEN 1 AND 5),
    CONSTRAINT mentors_rating_count_not_negative CHECK (rating_count >= 0)
);
CREATE INDEX mentors_by_status ON mentors (status, id);

CREATE TABLE expertise_tags (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT expertise_tags_name_unique UNIQUE (name),
    CONSTRAINT expertise_tags_name_length CHECK (char_length(name) BETWEEN 1 AND 50)
);
CREATE UNIQUE INDEX expertise_tags_name_unique_ignoring_case ON expertise_tags (lower(name));

CREATE TABLE mentor_expertise (
    mentor_id uuid NOT NULL REFERENCES mentors ON DELETE CASCADE,
    tag_id    uuid NOT NULL CONSTRAINT mentor_expertise_tag_in_use REFERENCES expertise_tags,
    CONSTRAINT mentor_expertise_once UNIQUE (mentor_id, tag_id)
);
CREATE INDEX mentor_expertise_by_tag ON mentor_expertise (tag_id);

CREATE TABLE mentor_social_links (
    id        uuid   PRIMARY KEY,
    mentor_id uuid   NOT NULL REFERENCES mentors ON DELETE CASCADE,
    platform  text   NOT NULL,
    url       text   NOT NULL,
    version   bigint NOT NULL DEFAULT 1,
    CONSTRAINT mentor_social_links_once UNIQUE (mentor_id, url),
    CONSTRAINT mentor_social_links_platform_length CHECK (char_length(platform) BETWEEN 1 AND 50),
    CONSTRAINT mentor_social_links_https CHECK (url LIKE 'https://%' AND char_length(url) <= 2000)
);

CREATE TABLE mentor_calendar_oauth (
    id            uuid        PRIMARY KEY,
    mentor_id     uuid        NOT NULL REFERENCES mentors ON DELETE CASCADE,
    provider      text        NOT NULL,
    access_token  text        NOT NULL,
    refresh_token text,
    expires_at    timestamptz,
    CONSTRAINT mentor_calendar_oauth_one_per_provider UNIQUE (mentor_id, provider)
);

-- What everyone may read of approved mentors, kept by triggers alone. A table rather than a view: row security keeps
-- search operators away from the indexes of a table whose policies depend on the row, and here they depend on nothing.
CREATE TABLE mentor_directory (
    mentor_id         uuid        PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    name              text        NOT NULL,
    bio               text,
    profile_image_url text,
    expertise         text[]      NOT NULL,
    social_links      jsonb       NOT NULL,
    rating_mean       numeric(3, 2),
    rating_count      bigint      NOT NULL,
    created_at        timestamptz NOT NULL,
    expertise_keys    text[]      NOT NULL,
    names             text        NOT NULL,
    document          tsvector    NOT NULL
);
COMMENT ON COLUMN mentor_directory.expertise_keys IS 'expertise in lower case, for the tag filter';
COMMENT ON COLUMN mentor_directory.names IS 'name and expertise, for the search that forgives misspelling';
CREATE INDEX mentor_directory_document ON mentor_directory USING gin (document);
CREATE INDEX mentor_directory_names ON mentor_directory USING gin (names gin_trgm_ops);
CREATE INDEX mentor_directory_expertise ON mentor_directory USING gin (expertise_keys);

-- Row security -------------------------------------------------------------------------------------------------------

ALTER TABLE mentors ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentors FORCE ROW LEVEL SECURITY;
CREATE POLICY mentors_read ON mentors FOR SELECT TO "${app_role}"
    USING (id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentors_apply ON mentors FOR INSERT TO "${app_role}"
    WITH CHECK (id = (SELECT app_user_id()) AND status = 'applied' AND rating_count = 0 AND version = 1);
CREATE POLICY mentors_change ON mentors FOR UPDATE TO "${app_role}"
    USING (id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT ON mentors TO "${app_role}";
GRANT UPDATE (name, email, bio, linkedin, profile_image_url, status, time_zone, locale, rating_mean, rating_count, version)
    ON mentors TO "${app_role}";

ALTER TABLE expertise_tags ENABLE ROW LEVEL SECURITY;
ALTER TABLE expertise_tags FORCE ROW LEVEL SECURITY;
CREATE POLICY expertise_tags_read ON expertise_tags FOR SELECT USING (true);
CREATE POLICY expertise_tags_add ON expertise_tags FOR INSERT TO "${app_role}" WITH CHECK ((SELECT app_has_role('admin')));
CREATE POLICY expertise_tags_remove ON expertise_tags FOR DELETE TO "${app_role}" USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT, DELETE ON expertise_tags TO "${app_role}";

ALTER TABLE mentor_expertise ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_expertise FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_expertise_read ON mentor_expertise FOR SELECT TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentor_expertise_add ON mentor_expertise FOR INSERT TO "${app_role}"
    WITH CHECK (mentor_id = (SELECT app_user_id()));
CREATE POLICY mentor_expertise_remove ON mentor_expertise FOR DELETE TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, DELETE ON mentor_expertise TO "${app_role}";

ALTER TABLE mentor_social_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_social_links FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_social_links_own ON mentor_social_links TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, DELETE ON mentor_social_links TO "${app_role}";
GRANT UPDATE (platform, url, version) ON mentor_social_links TO "${app_role}";

-- Nothing reads or writes connections yet, so nothing is granted.
ALTER TABLE mentor_calendar_oauth ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_calendar_oauth FORCE ROW LEVEL SECURITY;

ALTER TABLE mentor_directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_directory FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_directory_read ON mentor_directory FOR SELECT TO "${app_role}" USING (true);
GRANT SELECT ON mentor_directory TO "${app_role}";

-- The triggers below run as the owner, who is under row security like everyone; these policies are for the owner alone.
CREATE POLICY mentors_owner_reads ON mentors FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY mentor_expertise_owner_reads ON mentor_expertise FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY mentor_social_links_owner_reads ON mentor_social_links FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY mentor_directory_owner_keeps ON mentor_directory TO CURRENT_USER USING (true);

-- A policy sees the new row alone, not what changed in it.
CREATE FUNCTION mentors_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status AND NOT app_has_role('admin') THEN
        RAISE EXCEPTION 'only an admin decides on mentors' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.rating_mean, NEW.rating_count) IS DISTINCT FROM (OLD.rating_mean, OLD.rating_count)
        AND NOT app_has_role('service') THEN
        RAISE EXCEPTION 'ratings come from reviews alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mentors_guard BEFORE UPDATE ON mentors FOR EACH ROW EXECUTE FUNCTION mentors_guard();

-- The directory ------------------------------------------------------------------------------------------------------

CREATE FUNCTION mentor_directory_refresh(p_mentor_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_expertise text[];
BEGIN
    SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}') INTO v_expertise
      FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
     WHERE e.mentor_id = p_mentor_id;
    INSERT INTO mentor_directory
    SELECT m.id, m.name, m.bio, m.profile_image_url, v_expertise,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('platform', l.platform, 'url', l.url) ORDER BY l.id), '[]')
              FROM mentor_social_links l WHERE l.mentor_id = m.id),
           m.rating_mean, m.rating_count, m.created_at,
           (SELECT coalesce(array_agg(lower(tag)), '{}') FROM unnest(v_expertise) tag),
           lower(m.name || ' ' || array_to_string(v_expertise, ' ')),
           setweight(to_tsvector('simple', m.name), 'A')
               || setweight(to_tsvector('simple', array_to_string(v_expertise, ' ')), 'B')
               || setweight(to_tsvector('simple', coalesce(m.bio, '')), 'C')
      FROM mentors m
     WHERE m.id = p_mentor_id AND m.status = 'approved'
    ON CONFLICT (mentor_id) DO UPDATE
       SET (name, bio, profile_image_url, expertise, social_links, rating_mean, rating_count, expertise_keys, names, document)
         = (excluded.name, excluded.bio, excluded.profile_image_url, excluded.expertise, excluded.social_links,
            excluded.rating_mean, excluded.rating_count, excluded.expertise_keys, excluded.names, excluded.document);
    IF NOT FOUND THEN
        DELETE FROM mentor_directory WHERE mentor_id = p_mentor_id;
    END IF;
END $$;

CREATE FUNCTION mentor_directory_follow_mentor() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM mentor_directory_refresh(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION mentor_directory_follow_part() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM mentor_directory_refresh(CASE WHEN TG_OP = 'DELETE' THEN OLD.mentor_id ELSE NEW.mentor_id END);
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION mentor_directory_refresh(uuid) FROM PUBLIC;

CREATE TRIGGER mentors_to_directory AFTER INSERT OR UPDATE ON mentors
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_mentor();
CREATE TRIGGER mentor_expertise_to_directory AFTER INSERT OR UPDATE OR DELETE ON mentor_expertise
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_part();
CREATE TRIGGER mentor_social_links_to_directory AFTER INSERT OR UPDATE OR DELETE ON mentor_social_links
    FOR EACH ROW EXECUTE FUNCTION mentor_directory_follow_part();
