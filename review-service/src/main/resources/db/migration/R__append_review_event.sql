-- Appends an event of a review to the outbox, with the whole review; after the change, in its transaction. While a review is hidden or
-- withdrawn, every change of it is published as hidden, so that a subscriber that follows the types never shows it.
CREATE OR REPLACE FUNCTION append_review_event(p_review_id uuid, p_change text, p_traceparent text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    SELECT 'mentoring.reviews', 'org.mentoring.review.' || CASE WHEN r.shown THEN p_change ELSE 'hidden' END || '.v1', r.id, r.version,
           p_traceparent,
           jsonb_build_object('review_id', r.id, 'mentor_id', r.mentor_id, 'mentee_id', r.mentee_id, 'session_id', r.session_id,
                              'rating', r.rating, 'feedback', r.feedback, 'mentee_display_name', r.mentee_display_name,
                              'created_at', r.created_at, 'updated_at', r.updated_at, 'reply', r.reply, 'reply_at', r.reply_at,
                              'hidden_reason', r.hidden_reason, 'withdrawn', r.withdrawn, 'version', r.version)
      FROM mentor_reviews r WHERE r.id = p_review_id
$$;
COMMENT ON FUNCTION append_review_event IS 'Writes an event of a review to the outbox.';
