-- Notes that an event came, and answers whether it is to be applied: 'apply', 'duplicate' (seen before) or 'stale' (a later one of its aggregate was applied).
CREATE OR REPLACE FUNCTION inbox_register(p_consumer text, p_source text, p_id text, p_subject text, p_version bigint) RETURNS text
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

COMMENT ON FUNCTION inbox_register IS 'Whether an event is to be applied: apply, duplicate or stale.';
