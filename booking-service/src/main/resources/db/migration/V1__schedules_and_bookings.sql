-- Exclusion constraints over an id and a range need equality in GiST.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Local copies, kept from the events of other services ---------------------------------------------------------------

CREATE TABLE mentors (
    id        uuid PRIMARY KEY,
    name      text NOT NULL,
    email     text NOT NULL,
    time_zone text NOT NULL,
    locale    text NOT NULL,
    status    text NOT NULL
);

CREATE TABLE people (
    user_id   uuid PRIMARY KEY,
    name      text,
    email     text,
    time_zone text,
    locale    text
);

-- What a mentor offers -----------------------------------------------------------------------------------------------

-- How a mentor wants to be booked. Everyone may read it: what cannot be read cannot be booked.
CREATE TABLE schedules (
    mentor_id              uuid    PRIMARY KEY,
    time_zone              text    NOT NULL,
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
COMMENT ON COLUMN schedules.version IS 'The version of the settings in this row';
COMMENT ON COLUMN schedules.schedule_version IS
    'Grows with every change of settings, rules or windows: a booking is made under the schedule that it was checked against';

CREATE TABLE mentor_availability (
    id         uuid        PRIMARY KEY,
    mentor_id  uuid        NOT NULL,
    start_time timestamptz NOT NULL,
    end_time   timestamptz NOT NULL,
    recurrence jsonb,
    version    bigint      NOT NULL DEFAULT 1,
    CONSTRAINT mentor_availability_ends_after_start CHECK (start_time < end_time)
);
CREATE INDEX mentor_availability_of_mentor ON mentor_availability (mentor_id, id);
COMMENT ON TABLE mentor_availability IS 'Rules: the first window, and how it recurs on the wall clock of the mentor';

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
COMMENT ON TABLE availability IS 'Dated windows beside the rules: available adds time, blocked removes it';

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
    mentor_time_zone text        NOT NULL,
    mentor_locale    text        NOT NULL,
    user_name        text        NOT NULL,
    user_time_zone   text        NOT NULL,
    user_locale      text        NOT NULL,
    note             text,
    sequence         integer     NOT NULL DEFAULT 0,
    version          bigint      NOT NULL DEFAULT 1,
    cancelled_by     text,
    cancelled_at     timestamptz,
    reason           text,
    CONSTRAINT bookings_status_known CHECK (status IN
        ('held', 'pending', 'confirmed', 'declined', 'expired', 'cancelled')),
    CONSTRAINT bookings_not_with_oneself CHECK (mentor_id <> user_id),
    CONSTRAINT bookings_end_after_start CHECK (start_time < end_time),
    CONSTRAINT bookings_occupy_half_open CHECK (lower_inc(occupied) AND NOT upper_inc(occupied)),
    CONSTRAINT bookings_occupy_their_time CHECK (NOT isempty(occupied) AND occupied @> tstzrange(start_time, end_time)),
    CONSTRAINT bookings_cancelled_by_a_side CHECK (cancelled_by IN ('mentor', 'mentee')),
    CONSTRAINT bookings_note_length CHECK (char_length(note) <= 2000),
    CONSTRAINT bookings_no_overlap_per_mentor EXCLUDE USING gist (mentor_id WITH =, occupied WITH &&)
        WHERE (status IN ('held', 'pending', 'confirmed')),
    CONSTRAINT bookings_no_overlap_per_mentee EXCLUDE USING gist (user_id WITH =, tstzrange(start_time, end_time) WITH &&)
        WHERE (status IN ('held', 'pending', 'confirmed'))
);
CREATE INDEX bookings_of_mentor ON bookings (mentor_id, start_time DESC, id DESC);
CREATE INDEX bookings_of_mentee ON bookings (user_id, start_time DESC, id DESC);
COMMENT ON COLUMN bookings.date IS 'The start on the mentor''s calendar, YYYY-MM-DD; start_time is the authority';
COMMENT ON COLUMN bookings."time" IS 'The start on the mentor''s clock, HH:MM; start_time is the authority';
COMMENT ON COLUMN bookings.occupied IS 'The session with the buffers before and after it';
COMMENT ON COLUMN bookings.sequence IS 'The SEQUENCE of the calendar entry (RFC 5546): grows when it is moved or cancelled';

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
    version      bigint      NOT NULL DEFAULT 1,
    events       bigint      NOT NULL DEFAULT 0,
    CONSTRAINT mentoring_sessions_one_per_booking UNIQUE (booking_id),
    CONSTRAINT mentoring_sessions_status_known CHECK (status IN ('upcoming', 'active', 'completed', 'no-show', 'cancelled')),
    CONSTRAINT mentoring_sessions_end_after_start CHECK (start_time < end_time)
);
CREATE INDEX mentoring_sessions_of_mentor ON mentoring_sessions (mentor_id, start_time DESC, id DESC);
CREATE INDEX mentoring_sessions_of_mentee ON mentoring_sessions (mentee_id, start_time DESC, id DESC);
CREATE INDEX mentoring_sessions_to_begin ON mentoring_sessions (start_time) WHERE status = 'upcoming';
CREATE INDEX mentoring_sessions_to_end ON mentoring_sessions (end_time) WHERE status = 'active';
COMMENT ON COLUMN mentoring_sessions.events IS 'How many events told of this session; a move is told by its booking alone';

-- Row security -------------------------------------------------------------------------------------------------------

ALTER TABLE mentors ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentors FORCE ROW LEVEL SECURITY;
CREATE POLICY mentors_read ON mentors FOR SELECT
    USING (id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentors_service_adds ON mentors FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY mentors_service_changes ON mentors FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON mentors TO "${app_role}";

ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
CREATE POLICY people_read ON people FOR SELECT
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY people_service_adds ON people FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY people_service_changes ON people FOR UPDATE USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON people TO "${app_role}";

ALTER TABLE schedules ENABLE ROW LEVEL SECURITY;
ALTER TABLE schedules FORCE ROW LEVEL SECURITY;
CREATE POLICY schedules_read ON schedules FOR SELECT USING (true);
CREATE POLICY schedules_add ON schedules FOR INSERT
    WITH CHECK (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY schedules_change ON schedules FOR UPDATE USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE ON schedules TO "${app_role}";

ALTER TABLE mentor_availability ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentor_availability FORCE ROW LEVEL SECURITY;
CREATE POLICY mentor_availability_own ON mentor_availability USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY mentor_availability_read ON mentor_availability FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON mentor_availability TO "${app_role}";

ALTER TABLE availability ENABLE ROW LEVEL SECURITY;
ALTER TABLE availability FORCE ROW LEVEL SECURITY;
CREATE POLICY availability_own ON availability USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY availability_read ON availability FOR SELECT
    USING ((SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON availability TO "${app_role}";

ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
CREATE POLICY bookings_read ON bookings FOR SELECT
    USING (user_id = (SELECT app_user_id()::text) OR mentor_id = (SELECT app_user_id()::text)
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY bookings_mentee_books ON bookings FOR INSERT WITH CHECK (user_id = (SELECT app_user_id()::text));
CREATE POLICY bookings_either_side_changes ON bookings FOR UPDATE
    USING (user_id = (SELECT app_user_id()::text) OR mentor_id = (SELECT app_user_id()::text));
GRANT SELECT, INSERT ON bookings TO "${app_role}";
GRANT UPDATE (status, date, "time", start_time, end_time, occupied, mentor_time_zone, sequence, version, cancelled_by,
              cancelled_at, reason) ON bookings TO "${app_role}";

ALTER TABLE mentoring_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentoring_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY mentoring_sessions_read ON mentoring_sessions FOR SELECT
    USING (mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id())
           OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY mentoring_sessions_mentee_books ON mentoring_sessions FOR INSERT
    WITH CHECK (mentee_id = (SELECT app_user_id()));
CREATE POLICY mentoring_sessions_either_side_changes ON mentoring_sessions FOR UPDATE
    USING (mentee_id = (SELECT app_user_id()) OR mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT ON mentoring_sessions TO "${app_role}";
GRANT UPDATE (status, start_time, end_time, cancelled_at, completed_at, version, events)
    ON mentoring_sessions TO "${app_role}";
