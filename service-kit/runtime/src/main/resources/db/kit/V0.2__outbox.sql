-- Events wait here from the transaction that made them until Kafka has them.
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
    CONSTRAINT outbox_one_event_per_aggregate_version UNIQUE (subject, aggregate_version)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;

COMMENT ON COLUMN outbox.subject IS 'The aggregate: CloudEvents subject and Kafka key';

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY outbox_anyone_may_append ON outbox FOR INSERT WITH CHECK (published_at IS NULL);
CREATE POLICY outbox_service_reads ON outbox FOR SELECT USING ((SELECT app_has_role('service')));
CREATE POLICY outbox_service_marks ON outbox FOR UPDATE USING ((SELECT app_has_role('service')));
CREATE POLICY outbox_service_purges ON outbox FOR DELETE USING ((SELECT app_has_role('service')) AND published_at IS NOT NULL);
GRANT SELECT, INSERT, DELETE ON outbox TO "${app_role}";
GRANT UPDATE (published_at) ON outbox TO "${app_role}";

-- Which replica relays. The epoch fences: it grows with every change of holder, so a holder that slept through the end
-- of its lease can no longer mark anything.
CREATE TABLE outbox_lease (
    only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    holder     uuid        NOT NULL,
    epoch      bigint      NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO outbox_lease (holder, epoch, expires_at) VALUES ('00000000-0000-0000-0000-000000000000', 0, '-infinity');
GRANT SELECT, UPDATE ON outbox_lease TO "${app_role}";

-- Takes or renews the lease and hands out what may be published now: of each aggregate the oldest event alone, so that
-- no event overtakes an earlier one of its aggregate, whatever becomes of the batch. Rows are found by being unpublished,
-- never by a high-water mark: a transaction that commits late is not skipped.
CREATE FUNCTION outbox_claim(p_holder uuid, p_lease interval, p_limit integer)
    RETURNS TABLE (lease_epoch bigint, id uuid, topic text, type text, subject uuid, aggregate_version bigint,
                   event_time timestamptz, traceparent text, data text)
    LANGUAGE plpgsql AS $$
DECLARE
    v_epoch bigint;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    -- SKIP LOCKED: a replica that comes while another is renewing goes away instead of queueing behind it.
    UPDATE outbox_lease l
       SET holder = p_holder,
           epoch = CASE WHEN l.holder = p_holder THEN l.epoch ELSE l.epoch + 1 END,
           expires_at = clock_timestamp() + p_lease
     WHERE l.only_row IN (SELECT c.only_row FROM outbox_lease c
                           WHERE c.holder = p_holder OR c.expires_at < clock_timestamp()
                             FOR UPDATE SKIP LOCKED)
    RETURNING l.epoch INTO v_epoch;
    IF v_epoch IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT v_epoch, o.id, o.topic, o.type, o.subject, o.aggregate_version, o.time, o.traceparent, o.data::text
          FROM outbox o
         WHERE o.published_at IS NULL
           AND NOT EXISTS (SELECT FROM outbox earlier
                            WHERE earlier.subject = o.subject
                              AND earlier.aggregate_version < o.aggregate_version
                              AND earlier.published_at IS NULL)
         ORDER BY o.id
         LIMIT p_limit;
END $$;

-- Marks events as published, if the lease under which they were handed out still stands; answers how many.
CREATE FUNCTION outbox_mark(p_holder uuid, p_epoch bigint, p_ids uuid[]) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_marked bigint;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    PERFORM FROM outbox_lease
      WHERE holder = p_holder AND epoch = p_epoch AND expires_at > clock_timestamp() FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY (p_ids) AND published_at IS NULL;
    GET DIAGNOSTICS v_marked = ROW_COUNT;
    RETURN v_marked;
END $$;

-- Gives the lease back, so that another replica need not wait for its end.
CREATE FUNCTION outbox_release(p_holder uuid) RETURNS void
    LANGUAGE sql AS $$
    UPDATE outbox_lease SET expires_at = '-infinity' WHERE holder = p_holder
$$;
