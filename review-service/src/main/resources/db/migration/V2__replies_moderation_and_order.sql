-- Replies of mentors, what admins hide, what readers find useful or report, and what a review said before ------------------

ALTER TABLE mentor_reviews
    ADD COLUMN reply text,
    ADD COLUMN reply_at timestamptz,
    ADD COLUMN hidden_reason text,
    ADD COLUMN useful bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT mentor_reviews_reply_length CHECK (char_length(reply) BETWEEN 1 AND 5000),
    ADD CONSTRAINT mentor_reviews_hidden_with_reason CHECK (NOT hidden OR hidden_reason IS NOT NULL);
COMMENT ON COLUMN mentor_reviews.useful IS 'How many people found it useful; kept by a trigger';

CREATE POLICY mentor_reviews_mentor_replies ON mentor_reviews FOR UPDATE TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY mentor_reviews_admin_hides ON mentor_reviews FOR UPDATE TO "${app_role}" USING ((SELECT app_has_role('admin')));
GRANT UPDATE (reply, reply_at, hidden, hidden_reason) ON mentor_reviews TO "${app_role}";

-- A policy sees the new row alone, not what changed in it.
CREATE FUNCTION mentor_reviews_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.rating, NEW.feedback) IS DISTINCT FROM (OLD.rating, OLD.feedback) AND OLD.mentee_id IS DISTINCT FROM app_user_id() THEN
        RAISE EXCEPTION 'only who wrote a review may change it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.reply, NEW.reply_at) IS DISTINCT FROM (OLD.reply, OLD.reply_at) AND OLD.mentor_id IS DISTINCT FROM app_user_id() THEN
        RAISE EXCEPTION 'only the mentor may reply' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.hidden, NEW.hidden_reason) IS DISTINCT FROM (OLD.hidden, OLD.hidden_reason) AND NOT app_has_role('admin') THEN
        RAISE EXCEPTION 'only admins may hide a review' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mentor_reviews_guard BEFORE UPDATE OF rating, feedback, reply, reply_at, hidden, hidden_reason ON mentor_reviews
    FOR EACH ROW EXECUTE FUNCTION mentor_reviews_guard();

CREATE TABLE review_edits (
    review_id   uuid        NOT NULL REFERENCES mentor_reviews ON DELETE CASCADE,
    version     bigint      NOT NULL,
    rating      integer     NOT NULL,
    feedback    text,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (review_id, version)
);
COMMENT ON TABLE review_edits IS 'What a review said before each change, for admins; kept by a trigger';
ALTER TABLE review_edits ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_edits FORCE ROW LEVEL SECURITY;
CREATE POLICY review_edits_admins_read ON review_edits FOR SELECT TO "${app_role}" USING ((SELECT app_has_role('admin')));
CREATE POLICY review_edits_owner_keeps ON review_edits FOR INSERT TO CURRENT_USER WITH CHECK (true);
GRANT SELECT ON review_edits TO "${app_role}";

CREATE FUNCTION mentor_reviews_keep_edit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO review_edits (review_id, version, rating, feedback, replaced_at)
    VALUES (OLD.id, OLD.version, OLD.rating, OLD.feedback, NEW.updated_at);
    RETURN NULL;
END $$;
CREATE TRIGGER mentor_reviews_to_edits AFTER UPDATE OF rating, feedback ON mentor_reviews
    FOR EACH ROW WHEN ((NEW.rating, NEW.feedback) IS DISTINCT FROM (OLD.rating, OLD.feedback))
    EXECUTE FUNCTION mentor_reviews_keep_edit();

CREATE TABLE review_votes (
    review_id uuid NOT NULL REFERENCES mentor_reviews ON DELETE CASCADE,
    reader_id uuid NOT NULL,
    PRIMARY KEY (review_id, reader_id)
);
ALTER TABLE review_votes ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_votes FORCE ROW LEVEL SECURITY;
CREATE POLICY review_votes_of_the_reader ON review_votes TO "${app_role}" USING (reader_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, DELETE ON review_votes TO "${app_role}";

CREATE FUNCTION mentor_reviews_follow_votes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE mentor_reviews SET useful = useful + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
     WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.review_id ELSE OLD.review_id END;
    RETURN NULL;
END $$;
CREATE TRIGGER review_votes_to_reviews AFTER INSERT OR DELETE ON review_votes
    FOR EACH ROW EXECUTE FUNCTION mentor_reviews_follow_votes();
CREATE POLICY mentor_reviews_owner_counts ON mentor_reviews FOR UPDATE TO CURRENT_USER USING (true);
CREATE POLICY mentor_reviews_owner_reads ON mentor_reviews FOR SELECT TO CURRENT_USER USING (true);

CREATE TABLE review_reports (
    review_id   uuid        NOT NULL REFERENCES mentor_reviews ON DELETE CASCADE,
    reporter_id uuid        NOT NULL,
    reason      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (review_id, reporter_id),
    CONSTRAINT review_reports_reason_length CHECK (char_length(reason) BETWEEN 1 AND 1000)
);
CREATE INDEX review_reports_by_age ON review_reports (created_at, review_id, reporter_id);
ALTER TABLE review_reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_reports FORCE ROW LEVEL SECURITY;
CREATE POLICY review_reports_readers_report ON review_reports FOR INSERT TO "${app_role}"
    WITH CHECK (reporter_id = (SELECT app_user_id()));
CREATE POLICY review_reports_admins_read ON review_reports FOR SELECT TO "${app_role}"
    USING ((SELECT app_has_role('admin')) OR reporter_id = (SELECT app_user_id()));
GRANT SELECT, INSERT ON review_reports TO "${app_role}";

-- A page of each order is read off one of these, however deep it lies.
CREATE INDEX mentor_reviews_by_rating ON mentor_reviews (mentor_id, rating, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_useful ON mentor_reviews (mentor_id, useful, id) WHERE NOT hidden;
