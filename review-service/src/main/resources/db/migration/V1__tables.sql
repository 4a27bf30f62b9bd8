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
    useful_count        bigint      NOT NULL DEFAULT 0,
    -- Every order runs downwards to the oldest, so that one comparison of rows finds where a page begins. A stored column and
    -- not an expression: row security lets only leakproof comparisons reach an index, and arithmetic is not leakproof.
    rating_descending   integer     NOT NULL GENERATED ALWAYS AS (6 - rating) STORED,
    withdrawn           boolean     NOT NULL DEFAULT false,
    shown               boolean     NOT NULL GENERATED ALWAYS AS (NOT hidden AND NOT withdrawn) STORED,
    -- A session has one mentee, so this is one review per session.
    CONSTRAINT mentor_reviews_one_per_session UNIQUE (session_id, mentee_id),
    CONSTRAINT mentor_reviews_rating_in_range CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT mentor_reviews_feedback_length CHECK (char_length(feedback) <= 5000),
    CONSTRAINT mentor_reviews_reply_length CHECK (char_length(reply) BETWEEN 1 AND 5000),
    CONSTRAINT mentor_reviews_hidden_with_reason CHECK (NOT hidden OR hidden_reason IS NOT NULL)
);
-- A page of each order, with and without a rating, is read off one of these, however deep it lies.
CREATE INDEX mentor_reviews_newest ON mentor_reviews (mentor_id, id) WHERE shown;
CREATE INDEX mentor_reviews_by_rating ON mentor_reviews (mentor_id, rating, id) WHERE shown;
CREATE INDEX mentor_reviews_by_rating_descending ON mentor_reviews (mentor_id, rating_descending, id) WHERE shown;
CREATE INDEX mentor_reviews_by_useful ON mentor_reviews (mentor_id, useful_count, id) WHERE shown;
CREATE INDEX mentor_reviews_by_rating_and_useful ON mentor_reviews (mentor_id, rating, useful_count, id) WHERE shown;
CREATE INDEX mentor_reviews_not_shown ON mentor_reviews (mentor_id) WHERE NOT shown;
CREATE INDEX mentor_reviews_of_mentee ON mentor_reviews (mentee_id, id);
-- Finds the latest review of a mentor by one mentee.
CREATE INDEX mentor_reviews_of_pair ON mentor_reviews (mentee_id, mentor_id, id) WHERE shown;

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

-- Sessions as the events of booking-service tell them. Both rules look at nothing but the latest state, so that the order in
-- which events arrive does not matter.
CREATE TABLE sessions (
    session_id       uuid    PRIMARY KEY,
    mentor_id        uuid    NOT NULL,
    mentee_id        uuid    NOT NULL,
    mentee_name      text,
    status           text    NOT NULL,
    absent           text,
    reported_by      text,
    contested        boolean NOT NULL DEFAULT false,
    contested_absent text,
    decided          boolean NOT NULL DEFAULT false,
    -- Whether the mentee may review it: it took place, or the mentor did not come. A report is not believed where one side says
    -- that the session took place; where each says that the other did not come, it was held by nobody until an admin decides.
    reviewable boolean NOT NULL GENERATED ALWAYS AS (
        CASE WHEN status = 'completed' THEN true
             WHEN status <> 'no-show' THEN false
             WHEN decided OR NOT contested THEN coalesce(absent = 'mentor', false)
             ELSE contested_absent IS NULL END) STORED,
    -- Whether a review of it is taken back: it is final, or admitted and not contested, that the mentee did not come.
    withdraws_review boolean NOT NULL GENERATED ALWAYS AS (
        CASE WHEN status = 'cancelled' THEN true
             WHEN status <> 'no-show' OR absent IS DISTINCT FROM 'mentee' THEN false
             ELSE decided OR (NOT contested AND coalesce(reported_by = 'mentee', false)) END) STORED
);
CREATE INDEX sessions_of_mentee ON sessions (mentee_id);

-- The names that people have now, for the names that reviews show; NULL for somebody whose account was erased.
CREATE TABLE people (
    user_id uuid PRIMARY KEY,
    name    text
);

-- How many mentees gave each rating to a mentor, each by the latest review; kept by a trigger, in the transaction of the review.
CREATE TABLE mentor_ratings (
    mentor_id uuid   PRIMARY KEY,
    stars_1   bigint NOT NULL DEFAULT 0,
    stars_2   bigint NOT NULL DEFAULT 0,
    stars_3   bigint NOT NULL DEFAULT 0,
    stars_4   bigint NOT NULL DEFAULT 0,
    stars_5   bigint NOT NULL DEFAULT 0,
    version   bigint NOT NULL DEFAULT 1,
    published_version bigint NOT NULL DEFAULT 0,
    CONSTRAINT mentor_ratings_not_negative CHECK (least(stars_1, stars_2, stars_3, stars_4, stars_5) >= 0)
) WITH (fillfactor = 80);

-- The review by which each mentee counts in a mentor's rating: the latest one that is shown.
CREATE TABLE counted_reviews (
    mentor_id uuid    NOT NULL,
    mentee_id uuid    NOT NULL,
    review_id uuid    NOT NULL,
    rating    integer NOT NULL,
    PRIMARY KEY (mentor_id, mentee_id)
);

-- The prior of the Bayesian score: the mean of a mentor's ratings together with so many more (weight) of the mean given here.
CREATE TABLE rating_prior (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    weight   numeric NOT NULL DEFAULT 5,
    mean     numeric NOT NULL DEFAULT 3.5,
    CONSTRAINT rating_prior_weight_positive CHECK (weight > 0),
    CONSTRAINT rating_prior_mean_in_range CHECK (mean BETWEEN 1 AND 5)
);
INSERT INTO rating_prior DEFAULT VALUES;
