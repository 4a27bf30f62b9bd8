-- The id of a calendar: the name of the provider among those of the mentor (UUID version 3, RFC 9562). It is key and subject of
-- the events on the calendar, so that a compacted topic keeps the last event of each calendar.
CREATE OR REPLACE FUNCTION calendar_id(p_mentor_id uuid, p_provider text) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(set_byte(set_byte(hash, 6, (get_byte(hash, 6) & 15) | 48), 8, (get_byte(hash, 8) & 63) | 128), 'hex')::uuid
      FROM (SELECT decode(md5(uuid_send(p_mentor_id) || convert_to(p_provider, 'UTF8')), 'hex') AS hash) AS named
$$;

COMMENT ON FUNCTION calendar_id IS 'The id of the calendar that a mentor has at a provider (UUID version 3, RFC 9562).';
