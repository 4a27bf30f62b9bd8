-- Every policy and privilege of this service's own tables, made anew as a whole: what is not written here does not exist.
DO $$
DECLARE
    v_table  name;
    v_policy name;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['mentors', 'people', 'mail_languages', 'hidden_addresses', 'external_busy',
                                   'calendars_with_separate_entries', 'schedules', 'booking_terms', 'meeting_links', 'mentor_availability',
                                   'availability', 'availability_overrides', 'offered_days', 'next_free_times', 'outdated_next_free_times',
                                   'bookings', 'booking_questions', 'scheduled_cancellations', 'mentee_activity', 'occupied', 'mentoring_sessions']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_table);
        EXECUTE format('REVOKE ALL ON %I FROM "${app_role}"', v_table);
        FOR v_policy IN SELECT policyname FROM pg_policies WHERE schemaname = current_schema() AND tablename = v_table LOOP
            EXECUTE format('DROP POLICY %I ON %I', v_policy, v_table);
        END LOOP;
    END LOOP;
END $$;

-- Local copies, kept from the events of other services ---------------------------------------------------------------

CREATE POLICY mentors_read ON mentors FOR SELECT
    USING (id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentors_service_adds ON mentors FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY mentors_service_changes ON mentors FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mentors TO "${app_role}";

CREATE POLICY people_read ON people FOR SELECT
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY people_service_adds ON people FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY people_service_changes ON people FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON people TO "${app_role}";

CREATE POLICY mail_languages_read ON mail_languages FOR SELECT
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY mail_languages_service_adds ON mail_languages FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY mail_languages_service_changes ON mail_languages FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mail_languages TO "${app_role}";

CREATE POLICY hidden_addresses_read ON hidden_addresses FOR SELECT USING (true);
CREATE POLICY hidden_addresses_service_adds ON hidden_addresses FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY hidden_addresses_service_removes ON hidden_addresses FOR DELETE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON hidden_addresses TO "${app_role}";

CREATE POLICY external_busy_service_alone ON external_busy USING ((SELECT app_has_role('service')));
CREATE POLICY external_busy_own ON external_busy FOR SELECT USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE ON external_busy TO "${app_role}";

CREATE POLICY calendars_with_separate_entries_read ON calendars_with_separate_entries FOR SELECT USING (true);
CREATE POLICY calendars_with_separate_entries_service_adds ON calendars_with_separate_entries FOR INSERT
    WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY calendars_with_separate_entries_service_removes ON calendars_with_separate_entries FOR DELETE
    USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON calendars_with_separate_entries TO "${app_role}";

-- What a mentor offers -----------------------------------------------------------------------------------------------

-- Everyone may read it: what cannot be read cannot be booked.
CREATE POLICY schedules_read ON schedules FOR SELECT USING (true);
CREATE POLICY schedules_add ON schedules FOR INSERT
    WITH CHECK (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY schedules_change ON schedules FOR UPDATE USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY schedules_service_changes ON schedules FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON schedules TO "${app_role}";

CREATE POLICY booking_terms_read ON booking_terms FOR SELECT USING (true);
CREATE POLICY booking_terms_add ON booking_terms FOR INSERT
    WITH CHECK (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY booking_terms_change ON booking_terms FOR UPDATE USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE ON booking_terms TO "${app_role}";

CREATE POLICY meeting_links_own ON meeting_links USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY meeting_links_service_reads ON meeting_links FOR SELECT USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON meeting_links TO "${app_role}";

CREATE POLICY mentor_availability_own ON mentor_availability USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY mentor_availability_read ON mentor_availability FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
-- Rules keep their hours where the schedule follows the zone of its mentor's account.
CREATE POLICY mentor_availability_service_changes ON mentor_availability FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON mentor_availability TO "${app_role}";

CREATE POLICY availability_own ON availability USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY availability_read ON availability FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY availability_service_clears ON availability FOR DELETE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON availability TO "${app_role}";

CREATE POLICY availability_overrides_own ON availability_overrides USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY availability_overrides_read ON availability_overrides FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY availability_overrides_service_clears ON availability_overrides FOR DELETE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON availability_overrides TO "${app_role}";

CREATE POLICY offered_days_service_alone ON offered_days USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT ON offered_days TO "${app_role}";

CREATE POLICY next_free_times_service_alone ON next_free_times USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON next_free_times TO "${app_role}";

CREATE POLICY outdated_next_free_times_service_alone ON outdated_next_free_times USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON outdated_next_free_times TO "${app_role}";

-- Bookings and sessions ----------------------------------------------------------------------------------------------

CREATE POLICY bookings_read ON bookings FOR SELECT
    USING (user_id = (SELECT app_user_id()::text) OR mentor_id = (SELECT app_user_id()::text)
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY bookings_mentee_books ON bookings FOR INSERT WITH CHECK (user_id = (SELECT app_user_id()::text));
CREATE POLICY bookings_either_side_changes ON bookings FOR UPDATE
    USING (user_id = (SELECT app_user_id()::text) OR mentor_id = (SELECT app_user_id()::text));
CREATE POLICY bookings_admin_changes ON bookings FOR UPDATE USING ((SELECT app_has_role('admin')));
-- It ends requests, proposals and, for suspended mentors, what stands.
CREATE POLICY bookings_service_ends ON bookings FOR UPDATE
    USING ((SELECT app_has_role('service')) AND status IN ('held', 'pending', 'confirmed'))
    WITH CHECK ((SELECT app_has_role('service')) AND status IN ('pending', 'confirmed', 'expired', 'cancelled')
                AND proposed_by IS NULL);
CREATE POLICY bookings_holds_are_released ON bookings FOR DELETE
    USING (status = 'held' AND (user_id = (SELECT app_user_id()::text) OR (SELECT app_has_role('service'))));
GRANT SELECT, INSERT, DELETE ON bookings TO "${app_role}";
-- Who meets, and what was agreed, is not rewritten.
GRANT UPDATE (status, date, "time", start_time, end_time, occupied, mentor_time_zone, sequence, version, expires_at,
              changeable_until, cancelled_by, cancelled_at, reason,
              proposed_start_time, proposed_end_time, proposed_occupied, proposed_date, proposed_time, proposed_time_zone,
              proposed_by,
              proposal_expires_at, proposal_reason) ON bookings TO "${app_role}";

CREATE POLICY booking_questions_read ON booking_questions FOR SELECT
    USING (mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
-- A mentor asks about a request, and its mentee answers, once.
CREATE POLICY booking_questions_mentor_asks ON booking_questions FOR INSERT
    WITH CHECK (mentor_id = (SELECT app_user_id()) AND answer IS NULL
                AND EXISTS (SELECT FROM bookings b
                             WHERE b.id = booking_questions.booking_id AND b.mentor_id = booking_questions.mentor_id::text
                               AND b.user_id = booking_questions.mentee_id::text AND b.status = 'pending'));
CREATE POLICY booking_questions_mentee_answers ON booking_questions FOR UPDATE
    USING (mentee_id = (SELECT app_user_id()) AND answer IS NULL) WITH CHECK (mentee_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE (answer, answered_at) ON booking_questions TO "${app_role}";

CREATE POLICY scheduled_cancellations_service_alone ON scheduled_cancellations USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_cancellations TO "${app_role}";

CREATE POLICY mentee_activity_own ON mentee_activity
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON mentee_activity TO "${app_role}";

CREATE POLICY occupied_read ON occupied FOR SELECT
    USING (person = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
-- For occupying_bookings, which runs as the owner.
CREATE POLICY occupied_owner_reads ON occupied FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY occupied_service_adds ON occupied FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY occupied_service_removes ON occupied FOR DELETE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON occupied TO "${app_role}";

CREATE POLICY mentoring_sessions_read ON mentoring_sessions FOR SELECT
    USING (mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentoring_sessions_mentee_books ON mentoring_sessions FOR INSERT
    WITH CHECK (mentee_id = (SELECT app_user_id()));
-- A mentor who accepts makes the session of a booking that is confirmed, and no other.
CREATE POLICY mentoring_sessions_mentor_accepts ON mentoring_sessions FOR INSERT
    WITH CHECK (mentor_id = (SELECT app_user_id())
                AND EXISTS (SELECT FROM bookings b
                             WHERE b.id = mentoring_sessions.booking_id AND b.session_id = mentoring_sessions.id
                               AND b.mentor_id = mentoring_sessions.mentor_id::text
                               AND b.user_id = mentoring_sessions.mentee_id::text AND b.status = 'confirmed'));
CREATE POLICY mentoring_sessions_either_side_changes ON mentoring_sessions FOR UPDATE
    USING (mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT ON mentoring_sessions TO "${app_role}";
GRANT UPDATE (status, start_time, end_time, cancelled_at, completed_at, absent, reported_by, reported_at, contestable_until,
              contested_by, contested_at, contested_absent, contest_reason, decided_at, decided_by, version, events)
    ON mentoring_sessions TO "${app_role}";
