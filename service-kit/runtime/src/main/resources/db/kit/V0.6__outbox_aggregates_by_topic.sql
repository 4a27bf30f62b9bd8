-- An aggregate is a subject within a topic: two kinds of aggregate of one person bear the same id, each with its own versions.
CREATE UNIQUE INDEX outbox_one_event_per_topic_and_version ON outbox (subject, topic, aggregate_version);
ALTER TABLE outbox
    DROP CONSTRAINT outbox_one_event_per_aggregate_version,
    ADD CONSTRAINT outbox_one_event_per_aggregate_version UNIQUE USING INDEX outbox_one_event_per_topic_and_version;

CREATE OR REPLACE FUNCTION outbox_claim(p_holder uuid, p_lease interval, p_limit integer)
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
           AND COALESCE((SELECT before.published_at IS NOT NULL FROM outbox before
                          WHERE before.subject = o.subject AND before.topic = o.topic
                            AND before.aggregate_version < o.aggregate_version
                          ORDER BY before.aggregate_version DESC
                          LIMIT 1), true)
         ORDER BY o.id
         LIMIT p_limit;
END $$;
