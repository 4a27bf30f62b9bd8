-- A look-up in a sub-select runs once for a statement, which pays where many rows are looked at. Accounts are found one by one, by
-- their key: there the sub-selects cost more than what they save, a fifth of the statement. Profiles are also listed, so they keep
-- theirs, as few as can be.
ALTER POLICY users_the_user_alone ON users USING (user_id = app_user_id());
ALTER POLICY users_service_reads ON users USING (app_has_role('service'));
ALTER POLICY users_service_changes ON users USING (app_has_role('service'));
ALTER POLICY user_info_the_user_alone ON user_info USING (user_id = app_user_id());
ALTER POLICY user_info_service_reads ON user_info USING (app_has_role('service'));
ALTER POLICY user_info_service_changes ON user_info USING (app_has_role('service'));

ALTER POLICY mentees_mentors_read ON mentees USING ((SELECT app_has_role('mentor') OR app_has_role('service')));
DROP POLICY mentees_service_reads ON mentees;
