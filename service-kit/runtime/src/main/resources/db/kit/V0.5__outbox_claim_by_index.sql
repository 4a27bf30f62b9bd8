-- The same answers as before, in a time that does not grow with what waits: the planner turned NOT EXISTS into a join of all
-- that waits with itself. A scalar subquery stays what it is, one look into an index for each row, until the batch is full.
-- Looking at the event just before is enough: events of an aggregate are handed out in order, so when that one is published,
-- all before it are; and its version cannot appear later, because the aggregate's row is locked until the commit.
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
                          WHERE before.subject = o.subject AND before.aggregate_version < o.aggregate_version
                          ORDER BY before.aggregate_version DESC
                          LIMIT 1), true)
         ORDER BY o.id
         LIMIT p_limit;
END $$;
