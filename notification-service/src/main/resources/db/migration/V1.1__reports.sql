-- Tables of the reports: local copies, kept from the events of other services. Each is correct by itself, in whatever order the
-- topics are read.

CREATE TABLE report_signups (
    user_id       uuid        PRIMARY KEY,
    signed_up_at  timestamptz NOT NULL
);
CREATE INDEX report_signups_by_time ON report_signups (signed_up_at);

CREATE TABLE report_mentors (
    mentor_id   uuid        PRIMARY KEY,
    name        text        NOT NULL,
    email       text        NOT NULL,
    time_zone   text        NOT NULL,
    locale      text        NOT NULL,
    status      text        NOT NULL,
    expertise   text[]      NOT NULL,
    approved_at timestamptz,
    changed_at  timestamptz
);

CREATE TABLE report_bookings (
    booking_id   uuid        PRIMARY KEY,
    mentor_id    uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    user_name    text,
    session_type text        NOT NULL,
    status       text        NOT NULL,
    start_time   timestamptz NOT NULL,
    end_time     timestamptz NOT NULL
);
CREATE INDEX report_bookings_of_mentor ON report_bookings (mentor_id, start_time);

CREATE TABLE report_sessions (
    session_id  uuid        PRIMARY KEY,
    mentor_id   uuid        NOT NULL,
    mentor_name text        NOT NULL,
    mentee_id   uuid        NOT NULL,
    mentee_name text,
    status      text        NOT NULL,
    start_time  timestamptz NOT NULL,
    end_time    timestamptz NOT NULL
);
CREATE INDEX report_sessions_of_mentor ON report_sessions (mentor_id, start_time);
CREATE INDEX report_sessions_by_time ON report_sessions (start_time);

CREATE TABLE report_reviews (
    review_id    uuid        PRIMARY KEY,
    mentor_id    uuid        NOT NULL,
    rating       integer     NOT NULL,
    feedback     text,
    mentee_name  text        NOT NULL,
    hidden       boolean     NOT NULL,
    published_at timestamptz NOT NULL
);
CREATE INDEX report_reviews_of_mentor ON report_reviews (mentor_id, published_at);
CREATE INDEX report_reviews_by_time ON report_reviews (published_at);

CREATE TABLE report_ratings (
    mentor_id uuid    PRIMARY KEY,
    mean      numeric,
    count     integer NOT NULL
);

CREATE TABLE report_offered (
    mentor_id       uuid    NOT NULL,
    day             date    NOT NULL,
    offered_minutes integer NOT NULL,
    booked_minutes  integer NOT NULL,
    PRIMARY KEY (mentor_id, day)
);
CREATE INDEX report_offered_by_day ON report_offered (day);

-- Each report to each reader: scheduled, once for a period, or requested by an admin; made when planned_at is set.
CREATE TABLE report_runs (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    report        text        NOT NULL,
    reader_id     uuid        NOT NULL,
    reader_name   text,
    reader_email  text,
    reader_locale text,
    time_zone     text        NOT NULL,
    period        date        NOT NULL,
    due_at        timestamptz NOT NULL,
    requested_by  uuid,
    planned_at    timestamptz,
    CONSTRAINT report_runs_report_known CHECK (report IN ('mentor-report', 'platform-report'))
);
CREATE UNIQUE INDEX report_runs_once_per_reader_and_period ON report_runs (report, reader_id, period)
    WHERE requested_by IS NULL;
CREATE INDEX report_runs_to_be_made ON report_runs (due_at) WHERE planned_at IS NULL;

-- Reports that were due before the service kept its copies are not sent.
CREATE TABLE report_start (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    since    timestamptz NOT NULL DEFAULT now()
);
INSERT INTO report_start DEFAULT VALUES;
