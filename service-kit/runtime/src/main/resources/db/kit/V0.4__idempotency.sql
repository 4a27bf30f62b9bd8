-- The first answer to a request that carried an Idempotency-Key, stored in the transaction of its effect.
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

COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of the request; the same key with another request is a mistake of the client';

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_keys_own ON idempotency_keys
    USING (caller = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO "${app_role}";

-- Claims a key for this transaction. Outcome 'new' (run the operation, then idempotency_store), 'replay' (the stored
-- answer stands in the other columns), 'mismatch' (another request used the key) or 'in_flight' (the first has not ended).
CREATE FUNCTION idempotency_claim(p_caller uuid, p_operation text, p_key text, p_fingerprint bytea,
                                  OUT outcome text, OUT status smallint, OUT headers jsonb, OUT body jsonb)
    LANGUAGE plpgsql AS $$
DECLARE
    v_stored idempotency_keys;
BEGIN
    -- An insert alone would queue behind the first request instead of telling the second one that it runs.
    IF NOT pg_try_advisory_xact_lock(hashtextextended(p_caller::text || ' ' || p_operation || ' ' || p_key, 0)) THEN
        outcome := 'in_flight';
        RETURN;
    END IF;
    SELECT * INTO v_stored FROM idempotency_keys k
     WHERE k.caller = p_caller AND k.operation = p_operation AND k.key = p_key;
    IF FOUND AND v_stored.created_at > clock_timestamp() - interval '24 hours' THEN
        IF v_stored.fingerprint <> p_fingerprint THEN
            outcome := 'mismatch';
        ELSE
            outcome := 'replay';
            status := v_stored.status;
            headers := v_stored.headers;
            body := v_stored.body;
        END IF;
        RETURN;
    END IF;
    outcome := 'new';
END $$;

CREATE FUNCTION idempotency_store(p_caller uuid, p_operation text, p_key text, p_fingerprint bytea,
                                  p_status smallint, p_headers jsonb, p_body jsonb) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO idempotency_keys AS k (caller, operation, key, fingerprint, status, headers, body)
    VALUES (p_caller, p_operation, p_key, p_fingerprint, p_status, p_headers, p_body)
    ON CONFLICT (caller, operation, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
            body = excluded.body, created_at = excluded.created_at
$$;
