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
    reply               text,
    reply_at            timestamptz,
    hidden_reason       text,
    useful              bigint      NOT NULL DEFAULT 0,
    -- Every order runs downwards to the oldest, so that one comparison of rows finds where a page begins. A stored column and
    -- not an expression: row security lets only leakproof comparisons reach an index, and arithmetic is not leakproof.
    severity            integer     NOT NULL GENERATED ALWAYS AS (6 - rating) STORED,
    -- A session has one mentee, so this is one review per session.
    CONSTRAINT mentor_reviews_one_per_session UNIQUE (session_id, mentee_id),
    CONSTRAINT mentor_reviews_rating_in_range CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT mentor_reviews_feedback_length CHECK (char_length(feedback) <= 5000),
    CONSTRAINT mentor_reviews_reply_length CHECK (char_length(reply) BETWEEN 1 AND 5000),
    CONSTRAINT mentor_reviews_hidden_with_reason CHECK (NOT hidden OR hidden_reason IS NOT NULL)
);
-- A page of each order, with and without a rating, is read off one of these, however deep it lies.
CREATE INDEX mentor_reviews_newest ON mentor_reviews (mentor_id, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_rating ON mentor_reviews (mentor_id, rating, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_severity ON mentor_reviews (mentor_id, severity, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_useful ON mentor_reviews (mentor_id, useful, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_by_rating_and_useful ON mentor_reviews (mentor_id, rating, useful, id) WHERE NOT hidden;
CREATE INDEX mentor_reviews_hidden ON mentor_reviews (mentor_id) WHERE hidden;
CREATE INDEX mentor_reviews_of_mentee ON mentor_reviews (mentee_id, id);

CREATE TABLE review_edits (
    review_id   uuid        NOT NULL REFERENCES mentor_reviews ON DELETE CASCADE,
    version     bigint      NOT NULL,
    rating      integer     NOT NULL,
    feedback    text,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (review_id, version)
);

CREATE TABLE review_votes (
    review_id uuid NOT NULL REFERENCES mentor_reviews ON DELETE CASCADE,
    reader_id uuid NOT NULL,
    PRIMARY KEY (review_id, reader_id)
);

CREATE TABLE review_reports (
    review_id   uuid        NOT NULL REFERENCES mentor_reviews ON DELETE CASCADE,
    reporter_id uuid        NOT NULL,
    reason      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (review_id, reporter_id),
    CONSTRAINT review_reports_reason_length CHECK (char_length(reason) BETWEEN 1 AND 1000)
);
CREATE INDEX review_reports_by_age ON review_reports (created_at, review_id, reporter_id);

-- The sessions that may be reviewed, as the events of booking-service say.
CREATE TABLE completed_sessions (
    session_id   uuid        PRIMARY KEY,
    mentor_id    uuid        NOT NULL,
    mentee_id    uuid        NOT NULL,
    mentee_name  text,
    completed_at timestamptz NOT NULL
);
CREATE INDEX completed_sessions_of_mentee ON completed_sessions (mentee_id);

-- The sessions that did not take place. A separate table, because a row here prevails over completed_sessions whichever of the
-- two events came first.
CREATE TABLE sessions_not_held (
    session_id uuid PRIMARY KEY,
    mentor_id  uuid NOT NULL,
    mentee_id  uuid NOT NULL,
    outcome    text NOT NULL,
    CONSTRAINT sessions_not_held_outcome CHECK (outcome IN ('cancelled', 'no-show'))
);

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

-- The prior of the Bayesian score: the mean of a mentor's ratings together with so many more (weight) of the mean given here.
CREATE TABLE rating_prior (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    weight   numeric NOT NULL DEFAULT 5,
    mean     numeric NOT NULL DEFAULT 3.5,
    CONSTRAINT rating_prior_weight_positive CHECK (weight > 0),
    CONSTRAINT rating_prior_mean_in_range CHECK (mean BETWEEN 1 AND 5)
);
INSERT INTO rating_prior DEFAULT VALUES;
