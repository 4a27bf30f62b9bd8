-- Calendars of one mentor are told of by events of their own, each with its own key: Kafka may hand them over in any order, also
-- beside older ones that still bear the mentor's key. So which word on a calendar is the newer one is kept with it.
ALTER TABLE external_busy ADD COLUMN version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN external_busy.version IS
    'Of the event that told it: an older one changes nothing. 0 is older than any';

-- Of what is known no more is sure than that it is not newer than the last event on the mentor.
SELECT set_config('app.roles', 'service', true);
UPDATE external_busy b SET version = p.aggregate_version
  FROM inbox_position p
 WHERE p.consumer = 'external-busy' AND p.source = '/mentoring/mentor-service' AND p.subject = b.mentor_id::text;
