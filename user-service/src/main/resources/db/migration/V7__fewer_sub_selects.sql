-- What a sub-select in a policy costs is the same for one row as for many, and two of them were a quarter of reading a profile. So
-- each profile is judged by itself, as cheaply as can be: whose it is, as text, which a missing identity ('' or NULL) equals never;
-- then both roles by one look at their text. The coalesce keeps the planner from guessing that few rows pass, which made it sort
-- the whole list. Who may do what is as before.
-- Policies are asked against the order of their names: of a list, the one on mentors decides.
ALTER POLICY mentees_the_mentee_alone ON mentees RENAME TO mentees_by_the_mentee_alone;
ALTER POLICY mentees_by_the_mentee_alone ON mentees USING (id::text = current_setting('app.user_id', true));
ALTER POLICY mentees_mentors_read ON mentees
    USING (coalesce(',' || current_setting('app.roles', true) || ',' LIKE ANY (ARRAY['%,mentor,%', '%,service,%']), false));
ALTER POLICY mentees_service_changes ON mentees USING (app_has_role('service'));
-- A mentor may have many bookers, and all of them are read.
ALTER POLICY bookers_read ON bookers USING (mentor_id = (SELECT app_user_id()) OR app_has_role('service'));

-- The service keeps the plans of its statements, whatever their parameters are. In here a plan depends on them: of a word that is
-- shorter than three letters the index knows nothing.
ALTER FUNCTION mentees_named(text, uuid, text, uuid, bigint) SET plan_cache_mode = auto;
