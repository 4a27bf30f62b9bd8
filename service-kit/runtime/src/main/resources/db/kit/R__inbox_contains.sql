-- Whether a consumer has seen an event; reads alone, and identifies itself, so that it needs no transaction around it.
CREATE OR REPLACE FUNCTION inbox_contains(p_consumer text, p_source text, p_id text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    RETURN EXISTS (SELECT FROM inbox WHERE consumer = p_consumer AND source = p_source AND id = p_id);
END $$;

COMMENT ON FUNCTION inbox_contains IS 'Whether a consumer has seen an event.';
