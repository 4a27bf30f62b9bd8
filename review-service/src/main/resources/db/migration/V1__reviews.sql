CREATE TABLE mentor_reviews (
    id                  uuid        PRIMARY KEY,
    mentor_id           uuid        NOT NULL,
    mentee_id           uuid        NOT NULL,
    session_id          uuid        NOT NULL,
    rating              integer     NOT NULL,
    feedback            text,
    mentee_display_name text        NOT NULL,
    hidden              boolean     NOT NULL DEFAULT false,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    version             bigint      NOT NULL DEFAULT 1,
    -- A session has one mentee, so this is one review per session.
    CONSTRAINT mentor_reviews_one_per_session UNIQUE (session_id, mentee_id),
    CONSTRAINT mentor_reviews_rating_in_range CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT mentor_reviews_feedback_length CHECK (char_length(feedback) <= 5000)
);
CREATE INDEX mentor_reviews_of_mentor ON mentor_reviews (mentor_id, id DESC);
CREATE INDEX mentor_reviews_of_mentee ON mentor_reviews (mentee_id);

-- The sessions that may be reviewed, as the bookings tell of them.
CREATE TABLE completed_sessions (
    session_id   uuid        PRIMARY KEY,
    mentor_id    uuid        NOT NULL,
    mentee_id    uuid        NOT NULL,
    mentee_name  text,
    completed_at timestamptz NOT NULL
);
CREATE INDEX completed_sessions_of_mentee ON completed_sessions (mentee_id);

-- How many reviews of each rating a mentor has; kept by a trigger, in the transaction of the review.
CREATE TABLE mentor_ratings (
    mentor_id uuid   PRIMARY KEY,
    stars_1   bigint NOT NULL DEFAULT 0,
    stars_2   bigint NOT NULL DEFAULT 0,
    stars_3   bigint NOT NULL DEFAULT 0,
    stars_4   bigint NOT NULL DEFAULT 0,
    stars_5   bigint NOT NULL DEFAULT 0,
    version   bigint NOT NULL DEFAULT 1,
    CONSTRAINT mentor_ratings_not_negative CHECK (least(stars_1, stars_2, stars_3, stars_4, stars_5) >= 0)
) WITH (fillfactor = 80);

-- Row security -------------------------------------------------------------------------------------------------------

ALTER TABLE completed_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE completed_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY completed_sessions_read ON completed_sessions FOR SELECT TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY completed_sessions_service_keeps ON completed_sessions FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('service')));
GRANT SELECT, INSERT ON completed_sessions TO "${app_role}";

ALTER TABLE mentor_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_reviews FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_reviews_read ON mentor_reviews FOR SELECT TO "${app_role}"
    USING (NOT hidden OR mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentor_reviews_write ON mentor_reviews FOR INSERT TO "${app_role}"
    WITH CHECK (mentee_id = (SELECT app_user_id()) AND NOT hidden
                AND EXISTS (SELECT FROM completed_sessions s
                             WHERE s.session_id = mentor_reviews.session_id
                               AND s.mentee_id = mentor_reviews.mentee_id
                               AND s.mentor_id = mentor_reviews.mentor_id));
CREATE POLICY mentor_reviews_change ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING (mentee_id = (SELECT app_user_id()));
GRANT SELECT, INSERT ON mentor_reviews TO "${app_role}";
GRANT UPDATE (rating, feedback, updated_at, version) ON mentor_reviews TO "${app_role}";

ALTER TABLE mentor_ratings ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_ratings FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_ratings_read ON mentor_ratings FOR SELECT TO "${app_role}" USING (true);
GRANT SELECT ON mentor_ratings TO "${app_role}";

-- The functions below run as the owner, who is under row security like everyone; these policies are for the owner alone.
CREATE POLICY mentor_ratings_owner_keeps ON mentor_ratings TO CURRENT_USER USING (true);
CREATE POLICY completed_sessions_owner_reads ON completed_sessions FOR SELECT TO CURRENT_USER USING (true);

-- Ratings ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION mentor_ratings_follow_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_added   integer := CASE WHEN NEW.hidden THEN 0 ELSE NEW.rating END;
    v_removed integer := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        v_removed := CASE WHEN OLD.hidden THEN 0 ELSE OLD.rating END;
    END IF;
    IF v_added = v_removed THEN
        RETURN NULL;
    END IF;
    -- The row stays locked to the end of the transaction, so its version and the events about it have the same order.
    INSERT INTO mentor_ratings AS r (mentor_id, stars_1, stars_2, stars_3, stars_4, stars_5)
    VALUES (NEW.mentor_id, (v_added = 1)::int, (v_added = 2)::int, (v_added = 3)::int, (v_added = 4)::int, (v_added = 5)::int)
    ON CONFLICT (mentor_id) DO UPDATE
       SET stars_1 = r.stars_1 + excluded.stars_1 - (v_removed = 1)::int,
           stars_2 = r.stars_2 + excluded.stars_2 - (v_removed = 2)::int,
           stars_3 = r.stars_3 + excluded.stars_3 - (v_removed = 3)::int,
           stars_4 = r.stars_4 + excluded.stars_4 - (v_removed = 4)::int,
           stars_5 = r.stars_5 + excluded.stars_5 - (v_removed = 5)::int,
           version = r.version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER mentor_reviews_to_ratings AFTER INSERT OR UPDATE ON mentor_reviews
    FOR EACH ROW EXECUTE FUNCTION mentor_ratings_follow_review();

-- Whether a session is known as completed, also to whom may not see whose it was.
CREATE FUNCTION session_is_completed(p_session_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM completed_sessions WHERE session_id = p_session_id) $$;
REVOKE EXECUTE ON FUNCTION session_is_completed(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_is_completed(uuid) TO "${app_role}";
