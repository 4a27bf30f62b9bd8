-- Registers that mails of a version of an aggregate are planned. Returns whether the version is new.
CREATE OR REPLACE FUNCTION register_order_version(p_key uuid, p_version bigint) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v order_positions;
BEGIN
    INSERT INTO order_positions (order_key, planned_through) VALUES (p_key, 0) ON CONFLICT DO NOTHING;
    SELECT * INTO v FROM order_positions WHERE order_key = p_key FOR UPDATE;
    IF p_version <= v.planned_through OR p_version = ANY (v.planned_out_of_order) THEN
        RETURN false;
    END IF;
    v.planned_out_of_order := v.planned_out_of_order || p_version;
    WHILE v.planned_through + 1 = ANY (v.planned_out_of_order) LOOP
        v.planned_through := v.planned_through + 1;
        v.planned_out_of_order := array_remove(v.planned_out_of_order, v.planned_through);
    END LOOP;
    UPDATE order_positions SET planned_through = v.planned_through, planned_out_of_order = v.planned_out_of_order WHERE order_key = p_key;
    RETURN true;
END $$;
COMMENT ON FUNCTION register_order_version IS
    'Registers up to which version mails of an aggregate have been planned; returns whether the version is new.';
