-- Comments for the documentation of the database, of tables and columns; those of functions and views stand with them.

COMMENT ON TABLE mentor_reviews IS 'Stores reviews for mentors.';
COMMENT ON COLUMN mentor_reviews.id IS 'Unique identifier for each review.';
COMMENT ON COLUMN mentor_reviews.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN mentor_reviews.mentee_id IS 'Identifier for the mentee.';
COMMENT ON COLUMN mentor_reviews.session_id IS 'Identifier for the mentoring session.';
COMMENT ON COLUMN mentor_reviews.rating IS 'Rating given by the mentee (1-5).';
COMMENT ON COLUMN mentor_reviews.feedback IS 'Feedback provided by the mentee.';
COMMENT ON COLUMN mentor_reviews.useful IS 'How many people found it useful; kept by a trigger';
COMMENT ON COLUMN mentor_reviews.severity IS 'The rating from the other end, for the order that begins with the lowest';
COMMENT ON TABLE completed_sessions IS 'The sessions that took place, which may be reviewed.';
COMMENT ON TABLE sessions_not_held IS 'The sessions that can never be reviewed: cancelled, or somebody did not come';
COMMENT ON TABLE mentor_ratings IS 'What the published reviews of each mentor come to, kept by a trigger.';
COMMENT ON TABLE rating_prior IS
    'The prior of the Bayesian score: a mean counted as so many (weight) more ratings; after a change, CALL rebuild_ratings(true) publishes all ratings';
COMMENT ON TABLE review_edits IS 'What a review said before each change, for admins; kept by a trigger';
COMMENT ON TABLE review_reports IS 'What readers say should not be there, once for each reader.';
COMMENT ON TABLE review_votes IS 'Who found which review useful.';
