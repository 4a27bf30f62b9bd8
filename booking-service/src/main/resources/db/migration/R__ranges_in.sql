-- How many ranges are in what occupied_ranges answers, which is the time of a booking and the time of a proposed move.
CREATE OR REPLACE FUNCTION ranges_in(p_ranges tstzmultirange) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN isempty(p_ranges) THEN 0 WHEN p_ranges = multirange(range_merge(p_ranges)) THEN 1 ELSE 2 END $$;

COMMENT ON FUNCTION ranges_in IS 'How many ranges, of at most two, are in a multirange.';
