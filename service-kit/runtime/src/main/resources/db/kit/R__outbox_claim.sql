-- Takes the lease, renews it where it ends soon, and hands out what may be published now: of each aggregate the oldest event alone, so that
-- no event overtakes an earlier one of its aggregate, whatever becomes of the batch. No rows while another replica holds
-- the lease. Rows are found by being unpublished, never by a high-water mark: a transaction that commits late is not skipped.
-- An event that is parked holds back the later ones of its aggregate. Events of the topics p_held are left for later.
CREATE OR REPLACE FUNCTION outbox_claim(p_holder uuid, p_lease interval, p_limit integer, p_held text[] DEFAULT '{}')
    RETURNS TABLE (lease_epoch bigint, id uuid, topic text, type text, subject uuid, aggregate_version bigint,
                   event_time timestamptz, traceparent text, data text)
    LANGUAGE plpgsql AS $$
DECLARE
    v_epoch bigint;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    -- Renewed in its second half alone: to renew is to write, and a busy relay claims a hundred times a second.
    SELECT l.epoch INTO v_epoch FROM outbox_lease l
     WHERE l.holder = p_holder AND l.expires_at > clock_timestamp() + p_lease / 2;
    IF v_epoch IS NULL THEN
        -- SKIP LOCKED: a replica that comes while another is renewing goes away instead of queueing behind it. A lease that ends later
        -- than anybody can have taken it is from before the clock was set back, and counts as expired.
        UPDATE outbox_lease l
           SET holder = p_holder,
               epoch = CASE WHEN l.holder = p_holder THEN l.epoch ELSE l.epoch + 1 END,
               expires_at = clock_timestamp() + p_lease
         WHERE l.only_row IN (SELECT c.only_row FROM outbox_lease c
                               WHERE c.holder = p_holder OR c.expires_at < clock_timestamp()
                                  OR c.expires_at > clock_timestamp() + p_lease
                                 FOR UPDATE SKIP LOCKED)
        RETURNING l.epoch INTO v_epoch;
    END IF;
    IF v_epoch IS NULL THEN
        RETURN;
    END IF;
    -- Looking at the event just before is enough: events of an aggregate are handed out in order, so when that one is
    -- published, all before it are; and its version cannot appear later, because the aggregate's row is locked until the
    -- commit. A scalar subquery, because the planner turns NOT EXISTS into a join of all that waits with itself.
    RETURN QUERY
        SELECT v_epoch, o.id, o.topic, o.type, o.subject, o.aggregate_version, o.time, o.traceparent, o.data::text
          FROM outbox o
         WHERE o.published_at IS NULL AND o.parked_at IS NULL
           AND o.topic <> ALL (p_held)
           AND COALESCE((SELECT before.published_at IS NOT NULL FROM outbox before
                          WHERE before.subject = o.subject AND before.topic = o.topic
                            AND before.aggregate_version < o.aggregate_version
                          ORDER BY before.aggregate_version DESC
                          LIMIT 1), true)
         ORDER BY o.id
         LIMIT p_limit;
END $$;

COMMENT ON FUNCTION outbox_claim IS 'Hands the holder of the lease the next events, at most one of each aggregate.';
