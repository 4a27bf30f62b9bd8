-- Tables that every service has. Functions and policies are in the repeatable files beside this one; the two functions here
-- are needed by tables and policies of the services before any repeatable file has run.

-- The caller of this transaction. After a transaction a pooled connection shows '' rather than NULL.
CREATE FUNCTION app_user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('app.user_id', true), '')::uuid $$;

CREATE FUNCTION app_has_role(role text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(role = ANY (string_to_array(current_setting('app.roles', true), ',')), false) $$;

COMMENT ON FUNCTION app_user_id() IS
    'The caller of this transaction, or NULL; policies on what is read many rows at a time wrap it as (SELECT app_user_id()), which runs once per statement';
COMMENT ON FUNCTION app_has_role(text) IS 'Whether the caller of this transaction has the role; background work has the role service';

CREATE TABLE outbox (
    id                uuid        PRIMARY KEY DEFAULT uuidv7(),
    topic             text        NOT NULL,
    type              text        NOT NULL,
    subject           uuid        NOT NULL,
    aggregate_version bigint      NOT NULL,
    time              timestamptz NOT NULL DEFAULT clock_timestamp(),
    traceparent       text,
    data              jsonb       NOT NULL,
    published_at      timestamptz,
    parked_at         timestamptz,
    parked_reason     text,
    CONSTRAINT outbox_published_or_parked CHECK (published_at IS NULL OR parked_at IS NULL),
    -- An aggregate is a subject within a topic: two kinds of aggregate of one person bear the same id.
    CONSTRAINT outbox_one_event_per_aggregate_version UNIQUE (subject, topic, aggregate_version)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_parked ON outbox (id) WHERE parked_at IS NOT NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;

COMMENT ON TABLE outbox IS 'Events written in the transaction of the change, waiting to be published.';
COMMENT ON COLUMN outbox.parked_at IS 'When the broker refused it for good; later events of its aggregate wait until an admin replays or discards it';
COMMENT ON COLUMN outbox.subject IS 'The aggregate: CloudEvents subject and Kafka key';

-- The epoch is a fencing token: it grows with every change of holder, so that a holder that slept through the end of its
-- lease can no longer mark anything.
CREATE TABLE outbox_lease (
    only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    holder     uuid        NOT NULL,
    epoch      bigint      NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO outbox_lease (holder, epoch, expires_at) VALUES ('00000000-0000-0000-0000-000000000000', 0, '-infinity');

COMMENT ON TABLE outbox_lease IS 'Which replica publishes, and until when.';

CREATE TABLE inbox (
    consumer    text        NOT NULL,
    source      text        NOT NULL,
    id          text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, source, id)
);
CREATE INDEX inbox_received ON inbox USING brin (received_at);

COMMENT ON TABLE inbox IS 'Events that were applied, by consumer, source and id: a duplicate changes nothing.';

CREATE TABLE inbox_position (
    consumer          text   NOT NULL,
    source            text   NOT NULL,
    subject           text   NOT NULL,
    aggregate_version bigint NOT NULL,
    PRIMARY KEY (consumer, source, subject)
) WITH (fillfactor = 80);

COMMENT ON TABLE inbox_position IS 'The last version of each aggregate that a consumer has applied: an older event changes nothing.';

CREATE TABLE idempotency_keys (
    caller      uuid        NOT NULL,
    operation   text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      smallint,
    headers     jsonb,
    body        jsonb,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (caller, operation, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys USING brin (created_at);

COMMENT ON TABLE idempotency_keys IS 'The first answers to requests with an Idempotency-Key, kept for 24 hours.';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of the request; the same key with another request is a mistake of the client';
