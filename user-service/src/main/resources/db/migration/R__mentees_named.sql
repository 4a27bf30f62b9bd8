-- The ids of mentees whose name contains the word and who have not booked the mentor, by name, after the given position.
-- Row security keeps LIKE away from every index, because it might reveal hidden rows; this function searches as the owner of
-- the tables, for mentors only, and returns only ids: the rows are then read under the policies.
-- Plans depend on the parameters here (an index on trigrams is of no use for words shorter than three letters), hence
-- plan_cache_mode.
CREATE OR REPLACE FUNCTION mentees_named(p_word text, p_mentor uuid, p_after_name text, p_after_id uuid, p_limit bigint)
    RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = auto AS $$
DECLARE
    v_pattern text := '%' || regexp_replace(name_part(p_word), '([\\%_])', '\\\1', 'g') || '%';
    v_found   uuid[];
BEGIN
    IF NOT app_has_role('mentor') THEN
        RETURN;
    END IF;
    -- A frequent word is found among the next names; of a rare one the index has few.
    v_found := ARRAY(
        SELECT n.id
          FROM (SELECT m.id, m.name_key, m.name_parts FROM mentees m
                 WHERE (m.name_key, m.id) > (p_after_name, p_after_id)
                 ORDER BY m.name_key, m.id
                 LIMIT 2000) n
         WHERE n.name_parts LIKE v_pattern
           AND NOT EXISTS (SELECT FROM mentor_bookers b WHERE b.mentor_id = p_mentor AND b.mentee_id = n.id)
         ORDER BY n.name_key, n.id
         LIMIT p_limit);
    IF cardinality(v_found) < p_limit THEN
        v_found := ARRAY(
            WITH named AS MATERIALIZED (SELECT m.id, m.name_key FROM mentees m WHERE m.name_parts LIKE v_pattern)
            SELECT n.id
              FROM named n
             WHERE (n.name_key, n.id) > (p_after_name, p_after_id)
               AND NOT EXISTS (SELECT FROM mentor_bookers b WHERE b.mentor_id = p_mentor AND b.mentee_id = n.id)
             ORDER BY n.name_key, n.id
             LIMIT p_limit);
    END IF;
    RETURN QUERY SELECT unnest(v_found);
END $$;
REVOKE EXECUTE ON FUNCTION mentees_named(text, uuid, text, uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mentees_named(text, uuid, text, uuid, bigint) TO "${app_role}";
COMMENT ON FUNCTION mentees_named IS
    'The ids of mentees in whose name the word is and who have not booked the mentor, by name, after the position that is given.';
