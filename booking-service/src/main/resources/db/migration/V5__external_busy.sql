-- When mentors are busy by their own calendars elsewhere, as the mentor service tells it: of each provider the whole, in place
-- of what it told before. A change raises schedules.schedule_version, so that no booking is made by what was known before.
CREATE TABLE external_busy (
    mentor_id uuid           NOT NULL,
    provider  text           NOT NULL,
    busy      tstzmultirange NOT NULL,
    PRIMARY KEY (mentor_id, provider)
);

ALTER TABLE external_busy ENABLE ROW LEVEL SECURITY;
ALTER TABLE external_busy FORCE ROW LEVEL SECURITY;
CREATE POLICY external_busy_service_alone ON external_busy USING ((SELECT app_has_role('service')));
CREATE POLICY external_busy_own ON external_busy FOR SELECT USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE ON external_busy TO "${app_role}";

CREATE POLICY schedules_service_changes ON schedules FOR UPDATE USING ((SELECT app_has_role('service')));
COMMENT ON COLUMN schedules.schedule_version IS
    'Grows with every change of settings, rules, windows or external busy times: a booking is made under the schedule that it was checked against';
