-- Who may read and write what: every policy and grant on the tables of this service. May be applied again at any time.
-- Accounts are found one by one, by key, where a sub-select in a policy costs more than it saves; on lists it runs once per
-- statement.

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS users_the_user_alone ON users;
CREATE POLICY users_the_user_alone ON users USING (user_id = app_user_id());
DROP POLICY IF EXISTS users_service_reads ON users;
CREATE POLICY users_service_reads ON users FOR SELECT USING (app_has_role('service'));
DROP POLICY IF EXISTS users_service_changes ON users;
CREATE POLICY users_service_changes ON users FOR UPDATE USING (app_has_role('service'));
GRANT SELECT, INSERT, UPDATE ON users TO "${app_role}";

ALTER TABLE user_info ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_info FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS user_info_the_user_alone ON user_info;
CREATE POLICY user_info_the_user_alone ON user_info USING (user_id = app_user_id());
DROP POLICY IF EXISTS user_info_service_reads ON user_info;
CREATE POLICY user_info_service_reads ON user_info FOR SELECT USING (app_has_role('service'));
DROP POLICY IF EXISTS user_info_service_changes ON user_info;
CREATE POLICY user_info_service_changes ON user_info FOR UPDATE USING (app_has_role('service'));
GRANT SELECT, INSERT, UPDATE ON user_info TO "${app_role}";

-- Each profile is judged by itself: whose it is, as text, which a missing identity ('' or NULL) never equals, then both roles by
-- one look at their text. The coalesce keeps the planner from guessing that few rows pass, which made it sort the whole list.
-- Policies are evaluated in descending order of their names: of a list, the one on mentors decides.
ALTER TABLE mentees ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentees FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentees_by_the_mentee_alone ON mentees;
CREATE POLICY mentees_by_the_mentee_alone ON mentees USING (id::text = current_setting('app.user_id', true));
DROP POLICY IF EXISTS mentees_mentors_read ON mentees;
CREATE POLICY mentees_mentors_read ON mentees FOR SELECT
    USING (coalesce(',' || current_setting('app.roles', true) || ',' LIKE ANY (ARRAY['%,mentor,%', '%,service,%']), false));
-- The role in a token outlives a suspension. What the service does for a suspended mentor, and an erasure that one asks for, see all.
DROP POLICY IF EXISTS mentees_not_for_suspended_mentors ON mentees;
CREATE POLICY mentees_not_for_suspended_mentors ON mentees AS RESTRICTIVE FOR SELECT
    USING (id::text = current_setting('app.user_id', true)
           OR (SELECT app_has_role('service') OR app_erasing()
                      OR NOT EXISTS (SELECT FROM mentor_decisions d WHERE d.user_id = app_user_id() AND NOT d.approved)));
DROP POLICY IF EXISTS mentees_service_changes ON mentees;
CREATE POLICY mentees_service_changes ON mentees FOR UPDATE USING (app_has_role('service'));
-- For mentees_named, which runs as the owner.
DROP POLICY IF EXISTS mentees_owner_searches ON mentees;
CREATE POLICY mentees_owner_searches ON mentees FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON mentees TO "${app_role}";

ALTER TABLE mentor_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_decisions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_decisions_read ON mentor_decisions;
CREATE POLICY mentor_decisions_read ON mentor_decisions FOR SELECT
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_decisions_service_adds ON mentor_decisions;
CREATE POLICY mentor_decisions_service_adds ON mentor_decisions FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_decisions_service_changes ON mentor_decisions;
CREATE POLICY mentor_decisions_service_changes ON mentor_decisions FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mentor_decisions TO "${app_role}";

-- A mentor may have many bookers, and all of them are read.
ALTER TABLE mentor_bookers ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_bookers FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_bookers_read ON mentor_bookers;
CREATE POLICY mentor_bookers_read ON mentor_bookers FOR SELECT
    USING (mentor_id = (SELECT app_user_id()) OR app_has_role('service'));
DROP POLICY IF EXISTS mentor_bookers_service_adds ON mentor_bookers;
CREATE POLICY mentor_bookers_service_adds ON mentor_bookers FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_bookers_service_changes ON mentor_bookers;
CREATE POLICY mentor_bookers_service_changes ON mentor_bookers FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mentor_bookers TO "${app_role}";

ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasures FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS erasures_service ON erasures;
CREATE POLICY erasures_service ON erasures
    USING ((SELECT app_has_role('service'))) WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS erasures_admins_read ON erasures;
CREATE POLICY erasures_admins_read ON erasures FOR SELECT USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT, UPDATE, DELETE ON erasures TO "${app_role}";

ALTER TABLE erasure_acknowledgements ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure_acknowledgements FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS erasure_acknowledgements_service ON erasure_acknowledgements;
CREATE POLICY erasure_acknowledgements_service ON erasure_acknowledgements
    USING ((SELECT app_has_role('service'))) WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS erasure_acknowledgements_admins_read ON erasure_acknowledgements;
CREATE POLICY erasure_acknowledgements_admins_read ON erasure_acknowledgements FOR SELECT USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT, DELETE ON erasure_acknowledgements TO "${app_role}";

ALTER TABLE identity_check_progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_check_progress FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS identity_check_progress_by_service ON identity_check_progress;
CREATE POLICY identity_check_progress_by_service ON identity_check_progress USING ((SELECT app_has_role('service')));
GRANT SELECT, UPDATE ON identity_check_progress TO "${app_role}";

ALTER TABLE missing_identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_identities FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS missing_identities_by_service ON missing_identities;
CREATE POLICY missing_identities_by_service ON missing_identities USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON missing_identities TO "${app_role}";

ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS exports_the_user_alone ON exports;
CREATE POLICY exports_the_user_alone ON exports
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON exports TO "${app_role}";

ALTER TABLE export_parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_parts FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS export_parts_the_user_reads ON export_parts;
CREATE POLICY export_parts_the_user_reads ON export_parts FOR SELECT
    USING ((SELECT app_has_role('service'))
           OR EXISTS (SELECT FROM exports e WHERE e.id = export_id AND e.user_id = (SELECT app_user_id())));
DROP POLICY IF EXISTS export_parts_service_adds ON export_parts;
CREATE POLICY export_parts_service_adds ON export_parts FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
GRANT SELECT, INSERT ON export_parts TO "${app_role}";
