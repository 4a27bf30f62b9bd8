-- Until when a mentee may cancel or move a session that begins then; NULL for until its start.
CREATE OR REPLACE FUNCTION changeable_until(p_start timestamptz, p_notice_minutes integer) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT p_start - make_interval(mins => nullif(p_notice_minutes, 0)) $$;

COMMENT ON FUNCTION changeable_until IS 'Until when a mentee may cancel or move; null for until the start.';
