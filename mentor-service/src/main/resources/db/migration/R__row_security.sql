-- Who may see and change which rows: every policy and grant of this service. The service works as the role below, which owns
-- nothing; rows are visible to the person they belong to, to admins, and to background work, which has the role service.
-- In policies of tables of which one row or a page is read, the owner is compared row by row, because a sub-select costs the
-- same for one row as for many; elsewhere functions are wrapped as (SELECT …) and run once per statement.

-- Mentors -----------------------------------------------------------------------------------------------------------------

ALTER TABLE mentors ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentors FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentors_read ON mentors;
CREATE POLICY mentors_read ON mentors FOR SELECT TO "${app_role}"
    USING (id = app_user_id() OR app_has_role('admin') OR app_has_role('service'));
DROP POLICY IF EXISTS mentors_apply ON mentors;
CREATE POLICY mentors_apply ON mentors FOR INSERT TO "${app_role}"
    WITH CHECK (id = (SELECT app_user_id()) AND status = 'applied' AND version = 1
        AND rating_count = 0 AND rating_mean IS NULL AND rating_score IS NULL);
DROP POLICY IF EXISTS mentors_change ON mentors;
CREATE POLICY mentors_change ON mentors FOR UPDATE TO "${app_role}"
    USING (id = app_user_id() OR app_has_role('admin') OR app_has_role('service'));
GRANT SELECT, INSERT ON mentors TO "${app_role}";
GRANT UPDATE (name, email, bio, linkedin, profile_image_url, status, time_zone, locale, rating_mean, rating_score,
              rating_count, account_time_zone, version) ON mentors TO "${app_role}";

ALTER TABLE expertise_tags ENABLE ROW LEVEL SECURITY;
ALTER TABLE expertise_tags FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS expertise_tags_read ON expertise_tags;
CREATE POLICY expertise_tags_read ON expertise_tags FOR SELECT USING (true);
DROP POLICY IF EXISTS expertise_tags_add ON expertise_tags;
CREATE POLICY expertise_tags_add ON expertise_tags FOR INSERT TO "${app_role}" WITH CHECK ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS expertise_tags_rename ON expertise_tags;
CREATE POLICY expertise_tags_rename ON expertise_tags FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS expertise_tags_remove ON expertise_tags;
CREATE POLICY expertise_tags_remove ON expertise_tags FOR DELETE TO "${app_role}" USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT, DELETE ON expertise_tags TO "${app_role}";
GRANT UPDATE (name, version) ON expertise_tags TO "${app_role}";

ALTER TABLE expertise_tag_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE expertise_tag_names FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS expertise_tag_names_read ON expertise_tag_names;
CREATE POLICY expertise_tag_names_read ON expertise_tag_names FOR SELECT USING (true);
DROP POLICY IF EXISTS expertise_tag_names_by_admins ON expertise_tag_names;
CREATE POLICY expertise_tag_names_by_admins ON expertise_tag_names TO "${app_role}" USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT, DELETE ON expertise_tag_names TO "${app_role}";
GRANT UPDATE (tag_id, alias) ON expertise_tag_names TO "${app_role}";

ALTER TABLE mentor_expertise ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_expertise FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_expertise_read ON mentor_expertise;
CREATE POLICY mentor_expertise_read ON mentor_expertise FOR SELECT TO "${app_role}"
    USING (mentor_id = app_user_id() OR app_has_role('admin') OR app_has_role('service'));
DROP POLICY IF EXISTS mentor_expertise_add ON mentor_expertise;
CREATE POLICY mentor_expertise_add ON mentor_expertise FOR INSERT TO "${app_role}" WITH CHECK (mentor_id = app_user_id());
DROP POLICY IF EXISTS mentor_expertise_remove ON mentor_expertise;
CREATE POLICY mentor_expertise_remove ON mentor_expertise FOR DELETE TO "${app_role}" USING (mentor_id = app_user_id());
DROP POLICY IF EXISTS mentor_expertise_admin_moves ON mentor_expertise;
CREATE POLICY mentor_expertise_admin_moves ON mentor_expertise FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS mentor_expertise_admin_removes ON mentor_expertise;
CREATE POLICY mentor_expertise_admin_removes ON mentor_expertise FOR DELETE TO "${app_role}"
    USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT, DELETE ON mentor_expertise TO "${app_role}";

ALTER TABLE mentor_social_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_social_links FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_social_links_own ON mentor_social_links;
CREATE POLICY mentor_social_links_own ON mentor_social_links TO "${app_role}" USING (mentor_id = app_user_id());
GRANT SELECT, INSERT, DELETE ON mentor_social_links TO "${app_role}";
GRANT UPDATE (platform, url, position, version) ON mentor_social_links TO "${app_role}";

-- The directory, written by triggers alone ----------------------------------------------------------------------------------

ALTER TABLE mentor_directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_directory FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_directory_read ON mentor_directory;
CREATE POLICY mentor_directory_read ON mentor_directory FOR SELECT TO "${app_role}" USING (true);
GRANT SELECT ON mentor_directory TO "${app_role}";

ALTER TABLE mentor_directory_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_directory_changes FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_directory_changes_read ON mentor_directory_changes;
CREATE POLICY mentor_directory_changes_read ON mentor_directory_changes FOR SELECT TO "${app_role}" USING (true);
GRANT SELECT ON mentor_directory_changes TO "${app_role}";

ALTER TABLE mentor_next_free_times ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_next_free_times FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_next_free_times_read ON mentor_next_free_times;
CREATE POLICY mentor_next_free_times_read ON mentor_next_free_times FOR SELECT TO "${app_role}" USING (true);
DROP POLICY IF EXISTS mentor_next_free_times_service_adds ON mentor_next_free_times;
CREATE POLICY mentor_next_free_times_service_adds ON mentor_next_free_times FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_next_free_times_service_changes ON mentor_next_free_times;
CREATE POLICY mentor_next_free_times_service_changes ON mentor_next_free_times FOR UPDATE TO "${app_role}"
    USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mentor_next_free_times TO "${app_role}";

-- The triggers run as the owner, who is under row security as everybody is; these policies are for the owner alone.
DROP POLICY IF EXISTS mentors_owner_reads ON mentors;
CREATE POLICY mentors_owner_reads ON mentors FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS mentors_owner_locks ON mentors;
CREATE POLICY mentors_owner_locks ON mentors FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (false);
DROP POLICY IF EXISTS expertise_tags_owner_locks ON expertise_tags;
CREATE POLICY expertise_tags_owner_locks ON expertise_tags FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (false);
DROP POLICY IF EXISTS mentor_expertise_owner_reads ON mentor_expertise;
CREATE POLICY mentor_expertise_owner_reads ON mentor_expertise FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS mentor_social_links_owner_reads ON mentor_social_links;
CREATE POLICY mentor_social_links_owner_reads ON mentor_social_links FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS expertise_tag_names_owner_keeps ON expertise_tag_names;
CREATE POLICY expertise_tag_names_owner_keeps ON expertise_tag_names TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS mentor_directory_owner_keeps ON mentor_directory;
CREATE POLICY mentor_directory_owner_keeps ON mentor_directory TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS mentor_directory_changes_owner_keeps ON mentor_directory_changes;
CREATE POLICY mentor_directory_changes_owner_keeps ON mentor_directory_changes TO CURRENT_USER USING (true);
REVOKE EXECUTE ON FUNCTION mentor_directory_refresh(uuid) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION directory_refresh(uuid[]) FROM PUBLIC;

-- The realm role -----------------------------------------------------------------------------------------------------------

ALTER TABLE realm_role_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE realm_role_changes FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS realm_role_changes_by_admins_and_service ON realm_role_changes;
CREATE POLICY realm_role_changes_by_admins_and_service ON realm_role_changes TO "${app_role}"
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON realm_role_changes TO "${app_role}";

-- Accounts closed in the identity provider ---------------------------------------------------------------------------------

-- Calendars: a mentor sees that there is a connection, and ends it; all else is background work ------------------------------

ALTER TABLE calendar_keyset ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_keyset FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_keyset_by_service ON calendar_keyset;
CREATE POLICY calendar_keyset_by_service ON calendar_keyset TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON calendar_keyset TO "${app_role}";

ALTER TABLE calendar_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_keys FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_keys_by_service ON calendar_keys;
CREATE POLICY calendar_keys_by_service ON calendar_keys TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON calendar_keys TO "${app_role}";

ALTER TABLE mentor_calendar_oauth ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_calendar_oauth FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_calendar_oauth_read ON mentor_calendar_oauth;
CREATE POLICY mentor_calendar_oauth_read ON mentor_calendar_oauth FOR SELECT TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_calendar_oauth_disconnect ON mentor_calendar_oauth;
CREATE POLICY mentor_calendar_oauth_disconnect ON mentor_calendar_oauth FOR DELETE TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS mentor_calendar_oauth_connect ON mentor_calendar_oauth;
CREATE POLICY mentor_calendar_oauth_connect ON mentor_calendar_oauth FOR INSERT TO "${app_role}" WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_calendar_oauth_work ON mentor_calendar_oauth;
CREATE POLICY mentor_calendar_oauth_work ON mentor_calendar_oauth FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON mentor_calendar_oauth TO "${app_role}";

ALTER TABLE calendar_authorisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_authorisations FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_authorisations_own ON calendar_authorisations;
CREATE POLICY calendar_authorisations_own ON calendar_authorisations TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_authorisations TO "${app_role}";

ALTER TABLE calendar_revocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_revocations FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_revocations_ask ON calendar_revocations;
CREATE POLICY calendar_revocations_ask ON calendar_revocations FOR INSERT TO "${app_role}"
    WITH CHECK (mentor_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS calendar_revocations_by_service ON calendar_revocations;
CREATE POLICY calendar_revocations_by_service ON calendar_revocations TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_revocations TO "${app_role}";

ALTER TABLE calendar_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_versions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_versions_own ON calendar_versions;
CREATE POLICY calendar_versions_own ON calendar_versions TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON calendar_versions TO "${app_role}";

ALTER TABLE calendar_bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_bookings FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_bookings_by_service ON calendar_bookings;
CREATE POLICY calendar_bookings_by_service ON calendar_bookings TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_bookings TO "${app_role}";

ALTER TABLE calendar_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_entries FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS calendar_entries_by_service ON calendar_entries;
CREATE POLICY calendar_entries_by_service ON calendar_entries TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_entries TO "${app_role}";
