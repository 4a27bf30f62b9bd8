-- Comments for the documentation of the database, of tables and columns; those of functions and views stand with them.

COMMENT ON TABLE mentor_reviews IS 'Stores reviews for mentors.';
COMMENT ON COLUMN mentor_reviews.id IS 'Unique identifier for each review.';
COMMENT ON COLUMN mentor_reviews.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN mentor_reviews.mentee_id IS 'Identifier for the mentee.';
COMMENT ON COLUMN mentor_reviews.session_id IS 'Identifier for the mentoring session.';
COMMENT ON COLUMN mentor_reviews.rating IS 'Rating given by the mentee (1-5).';
COMMENT ON COLUMN mentor_reviews.feedback IS 'Feedback provided by the mentee.';
COMMENT ON COLUMN mentor_reviews.useful_count IS 'How many people found it useful; kept by a trigger';
COMMENT ON COLUMN mentor_reviews.rating_descending IS 'Six minus the rating, for the order that begins with the lowest';
COMMENT ON COLUMN mentor_reviews.hidden IS 'Whether admins have hidden it';
COMMENT ON COLUMN mentor_reviews.withdrawn IS 'Whether it is taken back because its mentee did not come; follows the session';
COMMENT ON COLUMN mentor_reviews.shown IS 'Whether everyone may read it, and it may count in the rating';
COMMENT ON TABLE sessions IS 'Sessions that have begun or ended, and what their sides say of them.';
COMMENT ON COLUMN sessions.reviewable IS 'Whether its mentee may review it';
COMMENT ON COLUMN sessions.withdraws_review IS 'Whether a review of it is taken back';
COMMENT ON TABLE people IS 'The names that people have now; NULL for an account that was erased.';
COMMENT ON TABLE mentor_ratings IS 'How many mentees gave each rating to a mentor, kept by a trigger.';
COMMENT ON COLUMN mentor_ratings.published_version IS 'The version of which the last event told';
COMMENT ON TABLE counted_reviews IS 'The review by which each mentee counts in the rating of a mentor.';
COMMENT ON TABLE rating_prior IS
    'The prior of the Bayesian score: a mean counted as so many (weight) more ratings; after a change, CALL rebuild_ratings(true) publishes all ratings';
COMMENT ON TABLE review_edits IS 'What a review said before each change, for admins; kept by a trigger';
COMMENT ON TABLE review_reports IS 'What readers say should not be there, once for each reader.';
COMMENT ON TABLE review_votes IS 'Who found which review useful.';
