-- Events on calendars bore the id of the mentor, so that of two calendars of one mentor a compacted topic kept the last event
-- alone. From now on each calendar has an id of its own: key of the record and subject of the event.

CREATE FUNCTION calendar_id(p_mentor_id uuid, p_provider text) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(set_byte(set_byte(hash, 6, (get_byte(hash, 6) & 15) | 48), 8, (get_byte(hash, 8) & 63) | 128), 'hex')::uuid
      FROM (SELECT decode(md5(uuid_send(p_mentor_id) || convert_to(p_provider, 'UTF8')), 'hex') AS hash) AS named
$$;
COMMENT ON FUNCTION calendar_id IS
    'The id of the calendar that a mentor has at a provider: the name of the provider among those of the mentor (UUID version 3, RFC 9562).';

-- The owner may look at the calendars until the end of this migration. The locks come in the order in which work on a calendar
-- takes them, so they wait for what is under way and nothing waits for another in a ring: what has not published yet will do so
-- by the new ids.
ALTER TABLE mentor_calendar_oauth NO FORCE ROW LEVEL SECURITY;
ALTER TABLE calendar_versions NO FORCE ROW LEVEL SECURITY;

-- A replica of the version before still writes the id of the mentor. Goes with the next version.
CREATE FUNCTION outbox_names_the_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.subject := calendar_id(NEW.subject, NEW.data ->> 'provider');
    RETURN NEW;
END $$;
COMMENT ON FUNCTION outbox_names_the_calendar() IS 'Gives events of the version before the id of their calendar.';
CREATE TRIGGER outbox_names_the_calendar BEFORE INSERT ON outbox FOR EACH ROW
    WHEN (NEW.topic = 'mentoring.calendars' AND NEW.data ->> 'mentor_id' = NEW.subject::text)
    EXECUTE FUNCTION outbox_names_the_calendar();

-- What was published last of each calendar, once more under its own id. It was read for 62 days and the rest of the last one.
WITH published AS (
    SELECT mentor_id, provider, busy, last_read_at AT TIME ZONE 'UTC' AS read_at,
           row_number() OVER (PARTITION BY mentor_id ORDER BY provider) AS nth
      FROM mentor_calendar_oauth
     WHERE last_read_at IS NOT NULL
), counted AS (
    UPDATE calendar_versions v SET version = v.version + p.calendars
      FROM (SELECT mentor_id, count(*) AS calendars FROM published GROUP BY mentor_id) p
     WHERE p.mentor_id = v.mentor_id
    RETURNING v.mentor_id, old.version
)
INSERT INTO outbox (topic, type, subject, aggregate_version, data)
SELECT 'mentoring.calendars', 'org.mentoring.calendar.busy-changed.v1', calendar_id(mentor_id, provider), version + nth,
       jsonb_build_object(
           'mentor_id', mentor_id,
           'provider', provider,
           'from', to_char(read_at, 'YYYY-MM-DD"T"HH24:00:00"Z"'),
           'to', to_char(read_at + interval '63 days', 'YYYY-MM-DD"T"00:00:00"Z"'),
           'busy', busy,
           'version', version + nth)
  FROM published JOIN counted USING (mentor_id);

ALTER TABLE mentor_calendar_oauth FORCE ROW LEVEL SECURITY;
ALTER TABLE calendar_versions FORCE ROW LEVEL SECURITY;
