-- Mentors say which of their links comes first. The default is for links that the version before adds while both run; equal
-- positions keep the order of their making.

ALTER TABLE mentor_social_links
    ADD COLUMN position integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT mentor_social_links_position CHECK (position BETWEEN 0 AND 2000);
GRANT UPDATE (position) ON mentor_social_links TO "${app_role}";

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
           (SELECT coalesce(jsonb_agg(jsonb_build_object('platform', l.platform, 'url', l.url) ORDER BY l.position, l.id), '[]')
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
