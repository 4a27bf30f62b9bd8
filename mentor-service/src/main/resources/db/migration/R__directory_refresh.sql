-- Writes the directory's rows of approved mentors as these now stand, and removes those of all others. The triggers that
-- call it run as the owner (SECURITY DEFINER), because nobody else may write the directory. Of two transactions that change
-- something of one mentor the second waits for the first before it reads, so that it does not write what it read too early; the
-- order keeps them from waiting for each other.
CREATE OR REPLACE FUNCTION directory_refresh(p_mentor_ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM mentors WHERE id = ANY (p_mentor_ids) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO mentor_directory AS known (mentor_id, name, bio, profile_image_url, expertise, expertise_aliases, social_links,
                                           language, rating_mean, rating_score, rating_count, created_at)
    SELECT m.id, m.name, m.bio, m.profile_image_url,
           (SELECT coalesce(array_agg(t.name ORDER BY lower(t.name)), '{}')
              FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id
             WHERE e.mentor_id = m.id),
           (SELECT coalesce(array_agg(n.name ORDER BY lower(n.name)), '{}')
              FROM mentor_expertise e JOIN expertise_tag_names n ON n.tag_id = e.tag_id AND n.alias
             WHERE e.mentor_id = m.id),
           (SELECT coalesce(jsonb_agg(jsonb_build_object('platform', l.platform, 'url', l.url) ORDER BY l.position, l.id), '[]')
              FROM mentor_social_links l WHERE l.mentor_id = m.id),
           lower(split_part(m.locale, '-', 1)), m.rating_mean, m.rating_score, m.rating_count, m.created_at
      FROM mentors m
     WHERE m.id = ANY (p_mentor_ids) AND m.status = 'approved'
    ON CONFLICT (mentor_id) DO UPDATE
       SET (name, bio, profile_image_url, expertise, expertise_aliases, social_links, language, rating_mean, rating_score,
            rating_count)
         = (excluded.name, excluded.bio, excluded.profile_image_url, excluded.expertise, excluded.expertise_aliases,
            excluded.social_links, excluded.language, excluded.rating_mean, excluded.rating_score, excluded.rating_count)
     WHERE known.* IS DISTINCT FROM excluded.*;
    DELETE FROM mentor_directory d
     WHERE d.mentor_id = ANY (p_mentor_ids)
       AND NOT EXISTS (SELECT FROM mentors m WHERE m.id = d.mentor_id AND m.status = 'approved');
END $$;

COMMENT ON FUNCTION directory_refresh IS 'Writes the rows of mentors in the directory, or removes them.';
