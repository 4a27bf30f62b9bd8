-- Events that some service could not apply, from the dead-letter topics of all services.
CREATE TABLE dead_letters (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    topic         text        NOT NULL,
    service       text        NOT NULL,
    dlq_topic     text        NOT NULL,
    dlq_partition integer     NOT NULL,
    dlq_offset    bigint      NOT NULL,
    key           bytea,
    headers       jsonb       NOT NULL,
    payload       bytea,
    reason        text        NOT NULL,
    parked_at     timestamptz NOT NULL,
    status        text        NOT NULL DEFAULT 'parked',
    replays       integer     NOT NULL DEFAULT 0,
    replay_of     uuid,
    note          text,
    settled_at    timestamptz,
    settled_by    uuid,
    CONSTRAINT dead_letters_once UNIQUE (dlq_topic, dlq_partition, dlq_offset),
    CONSTRAINT dead_letters_status_known CHECK (status IN ('parked', 'replayed', 'discarded')),
    CONSTRAINT dead_letters_are_discarded_for_a_reason CHECK (status <> 'discarded' OR note IS NOT NULL),
    CONSTRAINT dead_letters_are_settled_by_somebody CHECK ((status = 'parked') = (settled_by IS NULL))
);
CREATE INDEX dead_letters_by_status ON dead_letters (status, id DESC);
CREATE INDEX dead_letters_by_topic ON dead_letters (topic, id DESC);
COMMENT ON COLUMN dead_letters.topic IS 'Where the event was published first, also of one that was parked after a replay';
COMMENT ON COLUMN dead_letters.service IS 'Which service could not apply it';
COMMENT ON COLUMN dead_letters.headers IS 'As the service got them: an array of objects with name and value, or base64 where the value is no text';
COMMENT ON COLUMN dead_letters.replay_of IS 'The dead letter that this one is a replay of';
COMMENT ON COLUMN dead_letters.note IS 'Why it was discarded';

ALTER TABLE dead_letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE dead_letters FORCE ROW LEVEL SECURITY;
CREATE POLICY dead_letters_for_operators ON dead_letters FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY dead_letters_service_adds ON dead_letters FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY dead_letters_admin_settles ON dead_letters FOR UPDATE USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT ON dead_letters TO "${app_role}";
GRANT UPDATE (status, replays, note, settled_at, settled_by) ON dead_letters TO "${app_role}";
