-- Who is asking, as the transaction was told. After a transaction a pooled connection shows '' rather than NULL.
CREATE FUNCTION app_user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('app.user_id', true), '')::uuid $$;

CREATE FUNCTION app_has_role(role text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(role = ANY (string_to_array(current_setting('app.roles', true), ',')), false) $$;

COMMENT ON FUNCTION app_user_id() IS 'The caller of this transaction, or NULL; policies wrap it as (SELECT app_user_id()) so that it runs once per statement';
COMMENT ON FUNCTION app_has_role(text) IS 'Whether the caller of this transaction has the role; background work has the role service';

GRANT USAGE ON SCHEMA public TO "${app_role}";
