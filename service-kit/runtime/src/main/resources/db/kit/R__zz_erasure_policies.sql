-- Lets erase_person and export_person, which run as the owner, reach every row of every table, and nothing else that runs as
-- the owner: app.erasing is set by those two alone. Applied at every migration (${flyway:timestamp}), so that a new table is included;
-- a table that has the policy is left alone, because DDL waits for requests and they for it: a replica that starts would deadlock.
DO $$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN
        SELECT c.oid FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
           AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'owner_erases')
    LOOP
        EXECUTE format('CREATE POLICY owner_erases ON %s TO CURRENT_USER USING (app_erasing()) WITH CHECK (app_erasing())', v_table);
    END LOOP;
END $$;
