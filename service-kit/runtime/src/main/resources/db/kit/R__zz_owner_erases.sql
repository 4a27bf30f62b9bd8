-- Lets erase_person and export_person, which run as the owner, reach every row of every table, and nothing else that runs as
-- the owner: app.erasing is set by those two alone. Applied at every migration (${flyway:timestamp}), so that a new table is included.
DO $$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN
        SELECT c.oid FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS owner_erases ON %s', v_table);
        EXECUTE format('CREATE POLICY owner_erases ON %s TO CURRENT_USER USING (app_erasing()) WITH CHECK (app_erasing())', v_table);
    END LOOP;
END $$;
