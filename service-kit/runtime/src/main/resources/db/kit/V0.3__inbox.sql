-- Which events were applied. A row is inserted first, in the transaction of the effect, so an event that arrives twice
-- has its effect once.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    source      text        NOT NULL,
    id          text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, source, id)
);
CREATE INDEX inbox_received ON inbox USING brin (received_at);

-- How far each aggregate was applied. An event that is not newer changes nothing, so reordering ends in the same state.
CREATE TABLE inbox_position (
    consumer          text   NOT NULL,
    source            text   NOT NULL,
    subject           text   NOT NULL,
    aggregate_version bigint NOT NULL,
    PRIMARY KEY (consumer, source, subject)
) WITH (fillfactor = 80);

ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox FORCE ROW LEVEL SECURITY;
ALTER TABLE inbox_position ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox_position FORCE ROW LEVEL SECURITY;
CREATE POLICY inbox_service_alone ON inbox USING ((SELECT app_has_role('service')));
CREATE POLICY inbox_position_service_alone ON inbox_position USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON inbox TO "${app_role}";
GRANT SELECT, INSERT, UPDATE ON inbox_position TO "${app_role}";

-- Admits an event to its effect: 'apply', 'duplicate' (seen before) or 'stale' (a later one of its aggregate was applied).
CREATE FUNCTION inbox_admit(p_consumer text, p_source text, p_id text, p_subject text, p_version bigint) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO inbox (consumer, source, id) VALUES (p_consumer, p_source, p_id) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'duplicate';
    END IF;
    INSERT INTO inbox_position AS position (consumer, source, subject, aggregate_version)
    VALUES (p_consumer, p_source, p_subject, p_version)
    ON CONFLICT (consumer, source, subject) DO UPDATE
        SET aggregate_version = excluded.aggregate_version
      WHERE position.aggregate_version < excluded.aggregate_version;
    RETURN CASE WHEN FOUND THEN 'apply' ELSE 'stale' END;
END $$;
