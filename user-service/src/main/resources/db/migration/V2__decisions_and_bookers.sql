-- What other services have told of people: who is a mentor by an admin's decision, and who has booked whom.

CREATE TABLE mentor_decisions (
    user_id  uuid    PRIMARY KEY,
    approved boolean NOT NULL
);
COMMENT ON TABLE mentor_decisions IS
    'Kept from events, also for people without an account yet. A decision outweighs what an older token says';

CREATE TABLE bookers (
    mentor_id      uuid        NOT NULL,
    mentee_id      uuid        NOT NULL,
    last_booked_at timestamptz NOT NULL,
    PRIMARY KEY (mentor_id, mentee_id)
);

ALTER TABLE mentor_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_decisions_read ON mentor_decisions FOR SELECT
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY mentor_decisions_service_adds ON mentor_decisions FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY mentor_decisions_service_changes ON mentor_decisions FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mentor_decisions TO "${app_role}";

ALTER TABLE bookers ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookers FORCE ROW LEVEL SECURITY;
CREATE POLICY bookers_read ON bookers FOR SELECT
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY bookers_service_adds ON bookers FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY bookers_service_changes ON bookers FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON bookers TO "${app_role}";

-- The flags follow events, which come without their user.
CREATE POLICY users_service_reads ON users FOR SELECT USING ((SELECT app_has_role('service')));
CREATE POLICY users_service_changes ON users FOR UPDATE USING ((SELECT app_has_role('service')));
CREATE POLICY user_info_service_reads ON user_info FOR SELECT USING ((SELECT app_has_role('service')));
CREATE POLICY user_info_service_changes ON user_info FOR UPDATE USING ((SELECT app_has_role('service')));
