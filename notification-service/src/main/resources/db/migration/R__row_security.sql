-- Every policy and grant of this service. Applied again whenever it changes, so each statement may run any number of times.

-- people, order_positions, bookings, reminders and the copies for reports belong to the service alone.
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS people_service ON people;
CREATE POLICY people_service ON people
    USING ((SELECT app_has_role('service'))) WITH CHECK ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON people TO "${app_role}";

ALTER TABLE order_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_positions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS order_positions_service_alone ON order_positions;
CREATE POLICY order_positions_service_alone ON order_positions USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON order_positions TO "${app_role}";

ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS bookings_service_alone ON bookings;
CREATE POLICY bookings_service_alone ON bookings USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO "${app_role}";

ALTER TABLE reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminders FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS reminders_service_alone ON reminders;
CREATE POLICY reminders_service_alone ON reminders USING ((SELECT app_has_role('service')));
-- A role that locks a row must be allowed to update it.
GRANT SELECT, INSERT, UPDATE, DELETE ON reminders TO "${app_role}";

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['report_signups', 'report_mentors', 'report_bookings', 'report_sessions', 'report_reviews',
                                   'report_ratings', 'report_offered', 'report_runs'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_table);
        EXECUTE format('DROP POLICY IF EXISTS %I ON %I', v_table || '_service_alone', v_table);
        EXECUTE format('CREATE POLICY %I ON %I USING ((SELECT app_has_role(''service'')))
                            WITH CHECK ((SELECT app_has_role(''service'')))', v_table || '_service_alone', v_table);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO "${app_role}"', v_table);
    END LOOP;
END $$;
GRANT SELECT ON report_start TO "${app_role}";

-- preferences: each person's own; the service reads and writes them all.
ALTER TABLE preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE preferences FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS preferences_own ON preferences;
CREATE POLICY preferences_own ON preferences
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')))
    WITH CHECK (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON preferences TO "${app_role}";

-- messages: read by their recipients and admins, who may have one sent again; what is not done with is not deleted.
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS messages_read ON messages;
CREATE POLICY messages_read ON messages FOR SELECT
    USING (recipient_id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS messages_service_adds ON messages;
CREATE POLICY messages_service_adds ON messages FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS messages_service_changes ON messages;
CREATE POLICY messages_service_changes ON messages FOR UPDATE USING ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS messages_admin_resends ON messages;
CREATE POLICY messages_admin_resends ON messages FOR UPDATE USING ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS messages_service_purges ON messages;
CREATE POLICY messages_service_purges ON messages FOR DELETE
    USING ((SELECT app_has_role('service')) AND status IN ('sent', 'withdrawn', 'failed'));
GRANT SELECT, INSERT, DELETE ON messages TO "${app_role}";
GRANT UPDATE (status, attempts, unconfirmed_attempts, reason, due_at, expires_at, claim, claimed_until, sent_at, recipient_email,
              resent_at)
    ON messages TO "${app_role}";

-- dead_letters: admins decide on them; the service adds them and deletes those that were decided on.
ALTER TABLE dead_letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE dead_letters FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS dead_letters_for_operators ON dead_letters;
CREATE POLICY dead_letters_for_operators ON dead_letters FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS dead_letters_service_adds ON dead_letters;
CREATE POLICY dead_letters_service_adds ON dead_letters FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS dead_letters_admin_settles ON dead_letters;
CREATE POLICY dead_letters_admin_settles ON dead_letters FOR UPDATE USING ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS dead_letters_service_purges ON dead_letters;
CREATE POLICY dead_letters_service_purges ON dead_letters FOR DELETE
    USING ((SELECT app_has_role('service')) AND status <> 'parked');
-- The purge locks rows before it deletes them, which needs a policy for updates; it changes none.
DROP POLICY IF EXISTS dead_letters_service_locks ON dead_letters;
CREATE POLICY dead_letters_service_locks ON dead_letters FOR UPDATE
    USING ((SELECT app_has_role('service'))) WITH CHECK (false);
GRANT SELECT, INSERT, DELETE ON dead_letters TO "${app_role}";
GRANT UPDATE (status, replays, note, settled_at, settled_by) ON dead_letters TO "${app_role}";
