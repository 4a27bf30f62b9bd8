-- Who may read and write what: every policy and grant on the tables of this service. May be applied again at any time.
-- Policies with owner in their name are for functions that run as the owner of the tables, who is under row security like everyone.

ALTER TABLE mentor_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_reviews FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_reviews_read ON mentor_reviews;
CREATE POLICY mentor_reviews_read ON mentor_reviews FOR SELECT TO "${app_role}"
    USING (NOT hidden OR mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_reviews_write ON mentor_reviews;
CREATE POLICY mentor_reviews_write ON mentor_reviews FOR INSERT TO "${app_role}"
    WITH CHECK (mentee_id = (SELECT app_user_id()) AND NOT hidden
                AND EXISTS (SELECT FROM completed_sessions s
                             WHERE s.session_id = mentor_reviews.session_id
                               AND s.mentee_id = mentor_reviews.mentee_id
                               AND s.mentor_id = mentor_reviews.mentor_id)
                AND NOT EXISTS (SELECT FROM sessions_not_held n WHERE n.session_id = mentor_reviews.session_id));
DROP POLICY IF EXISTS mentor_reviews_change ON mentor_reviews;
CREATE POLICY mentor_reviews_change ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS mentor_reviews_mentor_replies ON mentor_reviews;
CREATE POLICY mentor_reviews_mentor_replies ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS mentor_reviews_admin_hides ON mentor_reviews;
CREATE POLICY mentor_reviews_admin_hides ON mentor_reviews FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS mentor_reviews_owner_counts ON mentor_reviews;
CREATE POLICY mentor_reviews_owner_counts ON mentor_reviews FOR UPDATE TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS mentor_reviews_owner_reads ON mentor_reviews;
CREATE POLICY mentor_reviews_owner_reads ON mentor_reviews FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT ON mentor_reviews TO "${app_role}";
GRANT UPDATE (rating, feedback, updated_at, version, reply, reply_at, hidden, hidden_reason) ON mentor_reviews TO "${app_role}";

ALTER TABLE review_edits ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_edits FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS review_edits_admins_read ON review_edits;
CREATE POLICY review_edits_admins_read ON review_edits FOR SELECT TO "${app_role}" USING ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS review_edits_owner_keeps ON review_edits;
CREATE POLICY review_edits_owner_keeps ON review_edits FOR INSERT TO CURRENT_USER WITH CHECK (true);
GRANT SELECT ON review_edits TO "${app_role}";

ALTER TABLE review_votes ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_votes FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS review_votes_of_the_reader ON review_votes;
CREATE POLICY review_votes_of_the_reader ON review_votes TO "${app_role}" USING (reader_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, DELETE ON review_votes TO "${app_role}";

ALTER TABLE review_reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_reports FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS review_reports_readers_report ON review_reports;
CREATE POLICY review_reports_readers_report ON review_reports FOR INSERT TO "${app_role}"
    WITH CHECK (reporter_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS review_reports_admins_read ON review_reports;
CREATE POLICY review_reports_admins_read ON review_reports FOR SELECT TO "${app_role}"
    USING ((SELECT app_has_role('admin')) OR reporter_id = (SELECT app_user_id()));
GRANT SELECT, INSERT ON review_reports TO "${app_role}";

ALTER TABLE completed_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE completed_sessions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS completed_sessions_read ON completed_sessions;
CREATE POLICY completed_sessions_read ON completed_sessions FOR SELECT TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS completed_sessions_service_keeps ON completed_sessions;
CREATE POLICY completed_sessions_service_keeps ON completed_sessions FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS completed_sessions_owner_reads ON completed_sessions;
CREATE POLICY completed_sessions_owner_reads ON completed_sessions FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT ON completed_sessions TO "${app_role}";

ALTER TABLE sessions_not_held ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions_not_held FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS sessions_not_held_read ON sessions_not_held;
CREATE POLICY sessions_not_held_read ON sessions_not_held FOR SELECT TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS sessions_not_held_service_keeps ON sessions_not_held;
CREATE POLICY sessions_not_held_service_keeps ON sessions_not_held FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS sessions_not_held_owner_reads ON sessions_not_held;
CREATE POLICY sessions_not_held_owner_reads ON sessions_not_held FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT ON sessions_not_held TO "${app_role}";

ALTER TABLE mentor_ratings ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_ratings FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_ratings_read ON mentor_ratings;
CREATE POLICY mentor_ratings_read ON mentor_ratings FOR SELECT TO "${app_role}" USING (true);
DROP POLICY IF EXISTS mentor_ratings_owner_keeps ON mentor_ratings;
CREATE POLICY mentor_ratings_owner_keeps ON mentor_ratings TO CURRENT_USER USING (true);
GRANT SELECT ON mentor_ratings TO "${app_role}";

GRANT SELECT ON rating_prior TO "${app_role}";
