-- The specification's sample query: all feedback for a mentor, the newest first, as GET /api/v1/reviews?mentor_id=… lists it:
--
--   psql -v mentor=… -f review-service/queries/feedback-of-a-mentor.sql review
SELECT id, rating, feedback, mentee_display_name, created_at, updated_at, reply, reply_at
  FROM mentor_reviews
 WHERE mentor_id = :'mentor' AND shown
 ORDER BY id DESC;
