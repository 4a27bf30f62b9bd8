-- Keeps the answer to a request under its key, in the transaction of its effect.
CREATE OR REPLACE FUNCTION idempotency_store(p_caller uuid, p_operation text, p_key text, p_fingerprint bytea,
                                             p_status smallint, p_headers jsonb, p_body jsonb) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO idempotency_keys AS k (caller, operation, key, fingerprint, status, headers, body)
    VALUES (p_caller, p_operation, p_key, p_fingerprint, p_status, p_headers, p_body)
    ON CONFLICT (caller, operation, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
            body = excluded.body, created_at = excluded.created_at
$$;

COMMENT ON FUNCTION idempotency_store IS 'Keeps the answer to a request under its key.';
