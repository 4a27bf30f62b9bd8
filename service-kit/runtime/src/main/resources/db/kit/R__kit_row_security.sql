-- Every policy and grant on the tables of the kit.

GRANT USAGE ON SCHEMA public TO "${app_role}";

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS outbox_anyone_may_append ON outbox;
CREATE POLICY outbox_anyone_may_append ON outbox FOR INSERT WITH CHECK (published_at IS NULL AND parked_at IS NULL);
DROP POLICY IF EXISTS outbox_service_reads ON outbox;
CREATE POLICY outbox_service_reads ON outbox FOR SELECT USING ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS outbox_service_marks ON outbox;
CREATE POLICY outbox_service_marks ON outbox FOR UPDATE USING ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS outbox_service_purges ON outbox;
CREATE POLICY outbox_service_purges ON outbox FOR DELETE
    USING ((SELECT app_has_role('service')) AND (published_at IS NOT NULL OR parked_at IS NOT NULL));
GRANT SELECT, INSERT, DELETE ON outbox TO "${app_role}";
GRANT UPDATE (published_at, parked_at, parked_reason) ON outbox TO "${app_role}";

-- Says nothing about any person.
GRANT SELECT, UPDATE ON outbox_lease TO "${app_role}";

ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS inbox_service_alone ON inbox;
CREATE POLICY inbox_service_alone ON inbox USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON inbox TO "${app_role}";

ALTER TABLE inbox_position ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox_position FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS inbox_position_service_alone ON inbox_position;
CREATE POLICY inbox_position_service_alone ON inbox_position USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON inbox_position TO "${app_role}";

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS idempotency_keys_own ON idempotency_keys;
CREATE POLICY idempotency_keys_own ON idempotency_keys
    USING (caller = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO "${app_role}";
