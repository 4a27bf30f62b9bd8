-- What the documentation of the database says, beside what the migrations say themselves. Applied after them, again whenever
-- it changes: a comment on something new belongs here or to its migration.

COMMENT ON TABLE mentor_reviews IS 'Stores reviews for mentors.';
COMMENT ON COLUMN mentor_reviews.id IS 'Unique identifier for each review.';
COMMENT ON COLUMN mentor_reviews.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN mentor_reviews.mentee_id IS 'Identifier for the mentee.';
COMMENT ON COLUMN mentor_reviews.session_id IS 'Identifier for the mentoring session.';
COMMENT ON COLUMN mentor_reviews.rating IS 'Rating given by the mentee (1-5).';
COMMENT ON COLUMN mentor_reviews.feedback IS 'Feedback provided by the mentee.';
COMMENT ON TABLE completed_sessions IS 'The sessions that took place, which may be reviewed.';
COMMENT ON TABLE mentor_ratings IS 'What the published reviews of each mentor come to, kept by a trigger.';
COMMENT ON VIEW ratings_that_differ IS 'Ratings that are not what the reviews come to; empty unless something is wrong.';
COMMENT ON TABLE review_reports IS 'What readers say should not be there, once for each reader.';
COMMENT ON TABLE review_votes IS 'Who found which review useful.';
COMMENT ON FUNCTION announce_rating IS 'Writes the event of a changed rating to the outbox.';
COMMENT ON FUNCTION mentor_ratings_follow_review() IS 'Keeps the rating of a mentor in step with the reviews.';
COMMENT ON FUNCTION mentor_reviews_follow_votes() IS 'Keeps the number of people who found a review useful.';
COMMENT ON FUNCTION mentor_reviews_guard() IS 'Keeps everyone from changing what is none of theirs in a review.';
COMMENT ON FUNCTION mentor_reviews_keep_edit() IS 'Keeps what a review said before a change.';
COMMENT ON FUNCTION rating_of IS 'The rating of a mentor as the API and the events show it.';
COMMENT ON FUNCTION rebuild_rating IS 'Computes a mentor''s rating anew from the reviews.';
COMMENT ON PROCEDURE rebuild_ratings IS 'Computes ratings anew from the reviews, all or those that differ.';
COMMENT ON FUNCTION session_has_ended IS 'Whether a session has ended, however it did.';
COMMENT ON FUNCTION session_is_completed IS 'Whether a session took place.';
