-- Exclusion constraints over an id and a range need equality in GiST.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Local copies, kept from the events of other services ---------------------------------------------------------------

CREATE TABLE mentors (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    email      text NOT NULL,
    time_zone  text NOT NULL,
    locale     text NOT NULL,
    status     text NOT NULL,
    changed_at timestamptz
);

CREATE TABLE people (
    user_id    uuid PRIMARY KEY,
    name       text,
    email      text,
    time_zone  text,
    locale     text,
    changed_at timestamptz
);

-- A table of its own, because everyone may know that somebody hides an address, and nobody the address.
CREATE TABLE hidden_addresses (
    user_id uuid PRIMARY KEY
);

-- A table of its own, because it comes from another service than the account, in whichever order.
CREATE TABLE mail_languages (
    user_id    uuid PRIMARY KEY,
    language   text,
    changed_at timestamptz NOT NULL
);

CREATE TABLE external_busy (
    mentor_id uuid           NOT NULL,
    provider  text           NOT NULL,
    busy      tstzmultirange NOT NULL,
    version   bigint         NOT NULL DEFAULT 0,
    PRIMARY KEY (mentor_id, provider)
);

-- Connected calendars that show bookings as entries of their own, apart from invitations by mail. A table of its own, because the
-- events of everyone's bookings say so, and when a mentor is busy is for the service alone.
CREATE TABLE calendars_with_separate_entries (
    mentor_id uuid        NOT NULL,
    provider  text        NOT NULL,
    since     timestamptz NOT NULL,
    PRIMARY KEY (mentor_id, provider)
);

-- What a mentor offers -----------------------------------------------------------------------------------------------

CREATE TABLE schedules (
    mentor_id              uuid    PRIMARY KEY,
    time_zone              text    NOT NULL,
    own_time_zone          boolean NOT NULL DEFAULT false,
    session_types          jsonb   NOT NULL DEFAULT
        '[{"name": "Mentoring session", "duration_minutes": 60, "buffer_before_minutes": 0, "buffer_after_minutes": 0}]',
    slot_interval_minutes  integer NOT NULL DEFAULT 30,
    minimum_notice_minutes integer NOT NULL DEFAULT 120,
    booking_window_days    integer NOT NULL DEFAULT 60,
    version                bigint  NOT NULL DEFAULT 1,
    schedule_version       bigint  NOT NULL DEFAULT 1,
    CONSTRAINT schedules_have_session_types CHECK (jsonb_array_length(session_types) BETWEEN 1 AND 20),
    CONSTRAINT schedules_interval_in_range CHECK (slot_interval_minutes BETWEEN 5 AND 1440),
    CONSTRAINT schedules_notice_in_range CHECK (minimum_notice_minutes BETWEEN 0 AND 43200),
    CONSTRAINT schedules_window_in_range CHECK (booking_window_days BETWEEN 1 AND 365)
) WITH (fillfactor = 80);

CREATE TABLE booking_terms (
    mentor_id                       uuid    PRIMARY KEY REFERENCES schedules (mentor_id),
    approval_required               boolean NOT NULL DEFAULT false,
    most_per_day                    integer,
    most_per_week                   integer,
    change_notice_minutes           integer NOT NULL DEFAULT 0,
    most_standing_per_mentee        integer NOT NULL DEFAULT 3,
    most_changes_per_mentee_and_day integer NOT NULL DEFAULT 6,
    most_moves_per_booking          integer NOT NULL DEFAULT 5,
    CONSTRAINT booking_terms_most_per_day_in_range CHECK (most_per_day BETWEEN 1 AND 288),
    CONSTRAINT booking_terms_most_per_week_in_range CHECK (most_per_week BETWEEN 1 AND 2016),
    CONSTRAINT booking_terms_change_notice_in_range CHECK (change_notice_minutes BETWEEN 0 AND 43200),
    CONSTRAINT booking_terms_most_standing_in_range CHECK (most_standing_per_mentee BETWEEN 1 AND 1000),
    CONSTRAINT booking_terms_most_changes_in_range CHECK (most_changes_per_mentee_and_day BETWEEN 1 AND 1000),
    CONSTRAINT booking_terms_most_moves_in_range CHECK (most_moves_per_booking BETWEEN 0 AND 1000)
);

-- A table of its own, because everyone may read the terms, and whoever knows a link may enter.
CREATE TABLE meeting_links (
    mentor_id uuid PRIMARY KEY REFERENCES schedules (mentor_id),
    url       text NOT NULL,
    CONSTRAINT meeting_links_are_https CHECK (url LIKE 'https://%' AND char_length(url) <= 2000)
);

CREATE TABLE mentor_availability (
    id          uuid        PRIMARY KEY,
    mentor_id   uuid        NOT NULL,
    start_time  timestamptz NOT NULL,
    end_time    timestamptz NOT NULL,
    recurrence  jsonb,
    local_start timestamp,
    local_end   timestamp,
    version     bigint      NOT NULL DEFAULT 1,
    CONSTRAINT mentor_availability_ends_after_start CHECK (start_time < end_time)
);
CREATE INDEX mentor_availability_of_mentor ON mentor_availability (mentor_id, id);

CREATE TABLE availability (
    id         uuid        PRIMARY KEY,
    mentor_id  uuid        NOT NULL,
    start_time timestamptz NOT NULL,
    end_time   timestamptz NOT NULL,
    status     text        NOT NULL DEFAULT 'available',
    created_at timestamptz NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    CONSTRAINT availability_ends_after_start CHECK (start_time < end_time),
    CONSTRAINT availability_status_known CHECK (status IN ('available', 'blocked'))
);
CREATE INDEX availability_of_mentor ON availability (mentor_id, id);
CREATE INDEX availability_to_clear ON availability (end_time);

CREATE TABLE availability_overrides (
    id        uuid   PRIMARY KEY,
    mentor_id uuid   NOT NULL,
    first_day date   NOT NULL,
    last_day  date   NOT NULL,
    kind      text   NOT NULL,
    windows   jsonb  NOT NULL,
    version   bigint NOT NULL DEFAULT 1,
    CONSTRAINT availability_overrides_end_after_first_day CHECK (first_day <= last_day),
    CONSTRAINT availability_overrides_kind_known CHECK (kind IN ('off', 'other-hours', 'extra-hours')),
    CONSTRAINT availability_overrides_have_windows CHECK (kind = 'off' OR jsonb_array_length(windows) > 0)
);
CREATE INDEX availability_overrides_of_mentor ON availability_overrides (mentor_id, id);
CREATE INDEX availability_overrides_to_clear ON availability_overrides (last_day);

CREATE TABLE offered_days (
    mentor_id       uuid    NOT NULL,
    day             date    NOT NULL,
    offered_minutes integer NOT NULL,
    booked_minutes  integer NOT NULL,
    PRIMARY KEY (mentor_id, day),
    CONSTRAINT offered_days_book_what_is_offered CHECK (0 <= booked_minutes AND booked_minutes <= offered_minutes)
);

-- When each mentor can be booked next, as it was published last.
CREATE TABLE next_free_times (
    mentor_id    uuid        PRIMARY KEY,
    next_free_at timestamptz,
    recheck_at   timestamptz DEFAULT '-infinity',
    version      bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 80);
CREATE INDEX next_free_times_to_recheck ON next_free_times (recheck_at);

-- Mentors whose next free time may be another since something changed: a row for each change, so that whoever books waits for
-- nobody.
CREATE TABLE outdated_next_free_times (
    mentor_id uuid NOT NULL,
    id        uuid NOT NULL DEFAULT uuidv7(),
    PRIMARY KEY (mentor_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

-- Bookings and sessions ----------------------------------------------------------------------------------------------

CREATE TABLE bookings (
    id               uuid        PRIMARY KEY,
    mentor_id        text        NOT NULL,
    mentor_name      text        NOT NULL,
    mentor_email     text        NOT NULL,
    user_id          text        NOT NULL,
    user_email       text        NOT NULL,
    date             text        NOT NULL,
    "time"           text        NOT NULL,
    session_type     text        NOT NULL,
    meeting_id       text,
    meeting_url      text,
    status           text        NOT NULL DEFAULT 'confirmed',
    created_at       timestamptz NOT NULL,
    session_id       uuid        NOT NULL,
    start_time       timestamptz NOT NULL,
    end_time         timestamptz NOT NULL,
    occupied         tstzrange   NOT NULL,
    duration_minutes integer     NOT NULL,
    buffer_before_minutes integer NOT NULL DEFAULT 0,
    buffer_after_minutes  integer NOT NULL DEFAULT 0,
    change_notice_minutes integer NOT NULL DEFAULT 0,
    mentor_time_zone text        NOT NULL,
    mentor_locale    text        NOT NULL,
    user_name        text        NOT NULL,
    user_time_zone   text        NOT NULL,
    user_locale      text        NOT NULL,
    note             text,
    sequence         integer     NOT NULL DEFAULT 0,
    version          bigint      NOT NULL DEFAULT 1,
    changed_at       timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz,
    changeable_until timestamptz,
    mentee_moves     integer     NOT NULL DEFAULT 0,
    mentor_moves     integer     NOT NULL DEFAULT 0,
    cancelled_by     text,
    cancelled_at     timestamptz,
    reason           text,
    proposed_start_time timestamptz,
    proposed_end_time   timestamptz,
    proposed_occupied   tstzrange,
    proposed_date       text,
    proposed_time       text,
    proposed_time_zone  text,
    proposed_by         text,
    proposal_expires_at timestamptz,
    proposal_reason     text,
    CONSTRAINT bookings_status_known CHECK (status IN
        ('held', 'pending', 'confirmed', 'declined', 'expired', 'cancelled')),
    CONSTRAINT bookings_not_with_oneself CHECK (mentor_id <> user_id),
    CONSTRAINT bookings_end_after_start CHECK (start_time < end_time),
    CONSTRAINT bookings_occupy_half_open CHECK (lower_inc(occupied) AND NOT upper_inc(occupied)),
    CONSTRAINT bookings_occupy_their_time CHECK (NOT isempty(occupied) AND occupied @> tstzrange(start_time, end_time)),
    CONSTRAINT bookings_proposal_is_complete CHECK (num_nulls(
        proposed_start_time, proposed_end_time, proposed_occupied, proposed_date, proposed_time, proposed_time_zone, proposed_by,
        proposal_expires_at) IN (0, 8)),
    CONSTRAINT bookings_proposed_by_a_side CHECK (proposed_by IN ('mentor', 'mentee')),
    CONSTRAINT bookings_proposal_only_while_they_stand CHECK (proposed_by IS NULL OR status IN ('pending', 'confirmed')),
    CONSTRAINT bookings_proposal_occupies_half_open CHECK (lower_inc(proposed_occupied) AND NOT upper_inc(proposed_occupied)),
    CONSTRAINT bookings_proposal_occupies_its_time CHECK (proposed_start_time < proposed_end_time
        AND proposed_occupied @> tstzrange(proposed_start_time, proposed_end_time)),
    CONSTRAINT bookings_wait_for_an_end CHECK (status NOT IN ('held', 'pending') OR expires_at IS NOT NULL),
    CONSTRAINT bookings_cancelled_by_known CHECK (cancelled_by IN ('mentor', 'mentee', 'admin', 'system')),
    CONSTRAINT bookings_note_length CHECK (char_length(note) <= 2000)
);
CREATE INDEX bookings_of_mentor ON bookings (mentor_id, start_time DESC, id DESC);
CREATE INDEX bookings_of_mentee ON bookings (user_id, start_time DESC, id DESC);
-- Admins read everyone's lists, by the latest start.
CREATE INDEX bookings_by_start ON bookings (start_time DESC, id DESC);
CREATE INDEX bookings_to_expire ON bookings (expires_at) WHERE status IN ('held', 'pending');
CREATE INDEX bookings_proposals_to_expire ON bookings (proposal_expires_at) WHERE proposed_by IS NOT NULL;
CREATE INDEX bookings_held_by ON bookings (user_id) WHERE status = 'held';

-- What mentors ask about requests before they decide. A table of its own, because that of bookings is the specification's.
CREATE TABLE booking_questions (
    booking_id  uuid        NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    number      integer     NOT NULL,
    mentor_id   uuid        NOT NULL,
    mentee_id   uuid        NOT NULL,
    question    text        NOT NULL,
    asked_at    timestamptz NOT NULL,
    answer      text,
    answered_at timestamptz,
    PRIMARY KEY (booking_id, number),
    CONSTRAINT booking_questions_are_few CHECK (number BETWEEN 1 AND 3),
    CONSTRAINT booking_questions_question_length CHECK (char_length(question) BETWEEN 1 AND 2000),
    CONSTRAINT booking_questions_answer_length CHECK (char_length(answer) BETWEEN 1 AND 2000),
    CONSTRAINT booking_questions_answer_is_complete CHECK ((answer IS NULL) = (answered_at IS NULL))
);

-- The bookings that a suspension ends, until they are cancelled.
CREATE TABLE scheduled_cancellations (
    booking_id    uuid    PRIMARY KEY REFERENCES bookings (id) ON DELETE CASCADE,
    requests_only boolean NOT NULL,
    cancelled_by  text    NOT NULL,
    reason        text
);

-- What a mentee did with a mentor in the last day.
CREATE TABLE mentee_activity (
    user_id    uuid           NOT NULL,
    mentor_id  uuid           NOT NULL,
    changes    timestamptz[]  NOT NULL DEFAULT '{}',
    held       tstzmultirange NOT NULL DEFAULT '{}',
    changed_at timestamptz    NOT NULL,
    PRIMARY KEY (user_id, mentor_id)
) WITH (fillfactor = 80);

-- Written by the trigger of bookings alone, see occupy_time.
CREATE TABLE occupied (
    person     uuid      NOT NULL,
    during     tstzrange NOT NULL,
    booking_id uuid      NOT NULL,
    CONSTRAINT occupied_half_open CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during)),
    CONSTRAINT occupied_one_session_at_a_time EXCLUDE USING gist (person WITH =, during WITH &&)
);
CREATE INDEX occupied_of_booking ON occupied (booking_id);

CREATE TABLE mentoring_sessions (
    id           uuid        PRIMARY KEY,
    mentor_id    uuid        NOT NULL,
    mentee_id    uuid        NOT NULL,
    status       text        NOT NULL,
    start_time   timestamptz NOT NULL,
    end_time     timestamptz NOT NULL,
    cancelled_at timestamptz,
    created_at   timestamptz NOT NULL,
    booking_id   uuid        NOT NULL REFERENCES bookings (id),
    mentor_name  text        NOT NULL,
    mentee_name  text        NOT NULL,
    completed_at timestamptz,
    absent       text,
    reported_by  text,
    reported_at  timestamptz,
    contestable_until timestamptz,
    contested_by text,
    contested_at timestamptz,
    contested_absent text,
    contest_reason text,
    decided_at   timestamptz,
    version      bigint      NOT NULL DEFAULT 1,
    events       bigint      NOT NULL DEFAULT 0,
    CONSTRAINT mentoring_sessions_one_per_booking UNIQUE (booking_id),
    CONSTRAINT mentoring_sessions_status_known CHECK (status IN ('upcoming', 'active', 'completed', 'no-show', 'cancelled')),
    CONSTRAINT mentoring_sessions_end_after_start CHECK (start_time < end_time),
    CONSTRAINT mentoring_sessions_somebody_was_absent CHECK (absent IN ('mentor', 'mentee')),
    CONSTRAINT mentoring_sessions_reported_by_a_side CHECK (reported_by IN ('mentor', 'mentee')),
    CONSTRAINT mentoring_sessions_no_show_was_reported
        CHECK (status <> 'no-show' OR num_nulls(absent, reported_by, reported_at, contestable_until) = 0),
    CONSTRAINT mentoring_sessions_contested_by_the_other_side
        CHECK (num_nulls(contested_by, contested_at) <> 1
               AND (contested_by IS NULL
                    OR coalesce(contested_by IN ('mentor', 'mentee') AND contested_by <> reported_by, false))),
    CONSTRAINT mentoring_sessions_contest_reason_length CHECK (char_length(contest_reason) BETWEEN 1 AND 1000)
);
CREATE INDEX mentoring_sessions_of_mentor ON mentoring_sessions (mentor_id, start_time DESC, id DESC);
CREATE INDEX mentoring_sessions_of_mentee ON mentoring_sessions (mentee_id, start_time DESC, id DESC);
CREATE INDEX mentoring_sessions_by_start ON mentoring_sessions (start_time DESC, id DESC);
CREATE INDEX mentoring_sessions_to_begin ON mentoring_sessions (start_time) WHERE status = 'upcoming';
CREATE INDEX mentoring_sessions_to_end ON mentoring_sessions (end_time) WHERE status = 'active';
CREATE INDEX mentoring_sessions_to_settle ON mentoring_sessions (contestable_until)
    WHERE status = 'no-show' AND contested_at IS NULL AND decided_at IS NULL;
CREATE INDEX mentoring_sessions_contested ON mentoring_sessions (start_time DESC, id DESC)
    WHERE contested_at IS NOT NULL AND decided_at IS NULL;

-- A slot that the slot engine has found to be offered: the argument of the functions that take it.
CREATE TYPE offered_slot AS (
    mentor_id             uuid,
    schedule_version      bigint,
    session_type          text,
    start_time            timestamptz,
    duration_minutes      integer,
    buffer_before_minutes integer,
    buffer_after_minutes  integer,
    mentor_time_zone      text,
    date                  text,
    "time"                text,
    day                   tstzrange,
    week                  tstzrange
);
