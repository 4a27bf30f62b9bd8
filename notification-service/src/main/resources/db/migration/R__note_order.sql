-- Notes that a version of an aggregate is known. Returns whether it was not known before.
CREATE OR REPLACE FUNCTION note_order(p_key uuid, p_version bigint) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v order_positions;
BEGIN
    INSERT INTO order_positions (order_key, through) VALUES (p_key, 0) ON CONFLICT DO NOTHING;
    SELECT * INTO v FROM order_positions WHERE order_key = p_key FOR UPDATE;
    IF p_version <= v.through OR p_version = ANY (v.ahead) THEN
        RETURN false;
    END IF;
    v.ahead := v.ahead || p_version;
    WHILE v.through + 1 = ANY (v.ahead) LOOP
        v.through := v.through + 1;
        v.ahead := array_remove(v.ahead, v.through);
    END LOOP;
    UPDATE order_positions SET through = v.through, ahead = v.ahead WHERE order_key = p_key;
    RETURN true;
END $$;
COMMENT ON FUNCTION note_order IS
    'Notes up to which version mails of an aggregate have been planned; returns whether the version is new.';
