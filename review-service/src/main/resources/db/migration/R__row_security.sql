-- Who may read and write what: every policy and grant on the tables of this service. May be applied again at any time.
-- Policies with owner in their name are for functions that run as the owner of the tables, who is under row security like everyone.

ALTER TABLE mentor_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_reviews FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_reviews_read ON mentor_reviews;
CREATE POLICY mentor_reviews_read ON mentor_reviews FOR SELECT TO "${app_role}"
    USING (shown OR mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_reviews_write ON mentor_reviews;
CREATE POLICY mentor_reviews_write ON mentor_reviews FOR INSERT TO "${app_role}"
    WITH CHECK (mentee_id = (SELECT app_user_id()) AND NOT hidden AND NOT withdrawn
                AND EXISTS (SELECT FROM sessions s
                             WHERE s.session_id = mentor_reviews.session_id
                               AND s.mentee_id = mentor_reviews.mentee_id
                               AND s.mentor_id = mentor_reviews.mentor_id
                               AND s.reviewable));
DROP POLICY IF EXISTS mentor_reviews_change ON mentor_reviews;
CREATE POLICY mentor_reviews_change ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS mentor_reviews_mentor_replies ON mentor_reviews;
CREATE POLICY mentor_reviews_mentor_replies ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
DROP POLICY IF EXISTS mentor_reviews_admin_hides ON mentor_reviews;
CREATE POLICY mentor_reviews_admin_hides ON mentor_reviews FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('admin')));
DROP POLICY IF EXISTS mentor_reviews_service_follows ON mentor_reviews;
CREATE POLICY mentor_reviews_service_follows ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS mentor_reviews_owner_counts ON mentor_reviews;
CREATE POLICY mentor_reviews_owner_counts ON mentor_reviews FOR UPDATE TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS mentor_reviews_owner_reads ON mentor_reviews;
CREATE POLICY mentor_reviews_owner_reads ON mentor_reviews FOR SELECT TO CURRENT_USER USING (true);
GRANT SELECT, INSERT ON mentor_reviews TO "${app_role}";
GRANT UPDATE (rating, feedback, updated_at, version, reply, reply_at, hidden, hidden_reason, withdrawn, mentee_display_name)
    ON mentor_reviews TO "${app_role}";

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

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS sessions_read ON sessions;
CREATE POLICY sessions_read ON sessions FOR SELECT TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
DROP POLICY IF EXISTS sessions_service_adds ON sessions;
CREATE POLICY sessions_service_adds ON sessions FOR INSERT TO "${app_role}" WITH CHECK ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS sessions_service_changes ON sessions;
CREATE POLICY sessions_service_changes ON sessions FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS sessions_owner_reads ON sessions;
CREATE POLICY sessions_owner_reads ON sessions FOR SELECT TO CURRENT_USER USING (true);
-- Row locks need it.
DROP POLICY IF EXISTS sessions_owner_locks ON sessions;
CREATE POLICY sessions_owner_locks ON sessions FOR UPDATE TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON sessions TO "${app_role}";

ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS people_service_alone ON people;
CREATE POLICY people_service_alone ON people TO "${app_role}" USING ((SELECT app_has_role('service')));
DROP POLICY IF EXISTS people_owner_reads ON people;
CREATE POLICY people_owner_reads ON people FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS people_owner_locks ON people;
CREATE POLICY people_owner_locks ON people FOR UPDATE TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON people TO "${app_role}";

ALTER TABLE counted_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE counted_reviews FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS counted_reviews_owner_keeps ON counted_reviews;
CREATE POLICY counted_reviews_owner_keeps ON counted_reviews TO CURRENT_USER USING (true);

ALTER TABLE mentor_ratings ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_ratings FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS mentor_ratings_read ON mentor_ratings;
CREATE POLICY mentor_ratings_read ON mentor_ratings FOR SELECT TO "${app_role}" USING (true);
DROP POLICY IF EXISTS mentor_ratings_owner_keeps ON mentor_ratings;
CREATE POLICY mentor_ratings_owner_keeps ON mentor_ratings TO CURRENT_USER USING (true);
GRANT SELECT ON mentor_ratings TO "${app_role}";

GRANT SELECT ON rating_prior TO "${app_role}";
