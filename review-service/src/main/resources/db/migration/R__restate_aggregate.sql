-- Lets an aggregate go on with a version above those that were undone, see supersede_undone. The outcome:
--   raised     its last event says what stands
--   published  it was published here as it stands
--   gone       it is not there any more
CREATE OR REPLACE FUNCTION restate_aggregate(p_topic text, p_subject uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    IF p_type = 'org.mentoring.rating.changed.v1' THEN
        -- Also of a mentor whose first review was undone: the next one must not have a version that was published before.
        INSERT INTO mentor_ratings AS r (mentor_id, version) VALUES (p_subject, p_version - 1)
        ON CONFLICT (mentor_id) DO UPDATE SET version = p_version - 1;
        PERFORM rebuild_rating(p_subject);
        RETURN 'published';
    END IF;
    UPDATE mentor_reviews SET version = p_version WHERE id = p_subject AND p_topic = 'mentoring.reviews';
    RETURN CASE WHEN FOUND THEN 'raised' ELSE 'gone' END;
END $$;

REVOKE EXECUTE ON FUNCTION restate_aggregate(text, uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_aggregate IS 'After a restore, lets a review or a rating go on with a version above those that were undone.';
