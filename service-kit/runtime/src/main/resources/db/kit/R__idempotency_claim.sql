-- Claims a key for this transaction. Outcome 'new' (run the operation, then idempotency_store), 'replay' (the stored
-- answer stands in the other columns), 'mismatch' (another request used the key) or 'in_flight' (the first has not ended).
CREATE OR REPLACE FUNCTION idempotency_claim(p_caller uuid, p_operation text, p_key text, p_fingerprint bytea,
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

COMMENT ON FUNCTION idempotency_claim IS 'Claims a key for a request, or says what became of the first request with it: new, replay, mismatch or in_flight.';
