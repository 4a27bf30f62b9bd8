-- Writes the directory's row of one mentor, see directory_refresh.
CREATE OR REPLACE FUNCTION mentor_directory_refresh(p_mentor_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM directory_refresh(ARRAY[p_mentor_id]);
END $$;

COMMENT ON FUNCTION mentor_directory_refresh IS 'Writes a mentor''s row of the directory, or removes it.';
