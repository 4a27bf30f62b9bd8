-- A person may see that the own data was erased; the rest is background work.
ALTER TABLE erased_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_people FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS erased_people_service ON erased_people;
CREATE POLICY erased_people_service ON erased_people
    USING ((SELECT app_has_role('service'))) WITH CHECK ((SELECT app_has_role('service')));
-- For is_erased.
DROP POLICY IF EXISTS erased_people_owner_reads ON erased_people;
CREATE POLICY erased_people_owner_reads ON erased_people FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON erased_people TO "${app_role}";
