-- After the database was restored to an earlier moment, puts what stands now in the place of events that were undone: consumers and
-- calendars may have applied them, and would take what the service says next for older than that. p_published is what the topics
-- hold of this service since that moment: an array of objects with topic, id, subject, version, type and data. What the outbox knows
-- was not undone. An aggregate of which events were undone goes on above their versions, and is published once more as it stands;
-- the service says how, in its function restate_aggregate. Of people who left user-service tells again, and whoever is told erases
-- what there is of them; other services say nothing themselves.
--
-- Returns a row for each aggregate: published (as it stands), raised or kept (nothing of it need be told), or gone (it is not there
-- any more). For the superuser, while the service does not run; may be called again.
CREATE OR REPLACE FUNCTION supersede_undone(p_published jsonb)
    RETURNS TABLE (of_topic text, aggregate uuid, undone_version bigint, outcome text)
    LANGUAGE plpgsql AS $$
DECLARE
    v_undone record;
    v_last   outbox;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    FOR v_undone IN
        SELECT e.topic, e.subject, max(e.version) AS version, max((e.data ->> 'sequence')::integer) AS sequence,
               (array_agg(e.type ORDER BY e.version DESC))[1] AS type, (array_agg(e.data ORDER BY e.version DESC))[1] AS data
          FROM jsonb_to_recordset(p_published) AS e (topic text, id uuid, subject uuid, version bigint, type text, data jsonb)
         WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.id = e.id)
         GROUP BY e.topic, e.subject
        HAVING NOT bool_or(e.type LIKE '%.erased.v1' AND e.topic <> 'mentoring.users')
         ORDER BY e.topic, e.subject
    LOOP
        SELECT * INTO v_last FROM outbox o
         WHERE o.topic = v_undone.topic AND o.subject = v_undone.subject ORDER BY o.aggregate_version DESC LIMIT 1;
        CONTINUE WHEN v_last.aggregate_version > v_undone.version;

        of_topic := v_undone.topic;
        aggregate := v_undone.subject;
        undone_version := v_undone.version;
        outcome := restate_aggregate(v_undone.topic, v_undone.subject, v_undone.version + 1, v_undone.type,
                                     v_undone.data || jsonb_build_object('sequence', v_undone.sequence));
        IF outcome = 'raised' AND v_last.id IS NOT NULL THEN
            outcome := 'published';
            INSERT INTO outbox (topic, type, subject, aggregate_version, data)
            VALUES (v_last.topic, v_last.type, v_last.subject, v_undone.version + 1,
                    v_last.data || CASE WHEN v_last.data ? 'version' THEN jsonb_build_object('version', v_undone.version + 1)
                                        ELSE '{}' END);
        END IF;
        RETURN NEXT;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION supersede_undone(jsonb) FROM PUBLIC;
COMMENT ON FUNCTION supersede_undone IS 'After a restore, publishes what stands in the place of events that were undone.';
