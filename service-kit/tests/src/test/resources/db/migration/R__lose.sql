-- Fails like a transaction that lost against another one.
CREATE OR REPLACE FUNCTION lose(p_sqlstate text) RETURNS integer
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lost' USING ERRCODE = p_sqlstate;
END $$;
