-- Tables of the mails, reminders and dead letters, with their constraints and indexes. Policies and grants: R__row_security.sql.

-- The people who are written to, from the events of their accounts.
CREATE TABLE people (
    user_id     uuid PRIMARY KEY,
    name        text,
    email       text,
    time_zone   text,
    locale      text,
    share_email boolean NOT NULL DEFAULT true,
    changed_at  timestamptz,
    -- A column rather than an index on an expression: row security lets no function that might leak choose rows.
    email_key   text GENERATED ALWAYS AS (lower(email)) STORED
);
CREATE INDEX people_by_email ON people (email_key);

-- What people want to be told. Whoever has no row gets everything.
CREATE TABLE preferences (
    user_id          uuid      PRIMARY KEY,
    locale           text,
    kinds_off        text[]    NOT NULL DEFAULT '{}',
    reminder_minutes integer[] NOT NULL DEFAULT '{1440,60}',
    version          bigint    NOT NULL DEFAULT 1,
    CONSTRAINT preferences_reminders_are_few_and_before CHECK (cardinality(reminder_minutes) <= 5 AND 0 < ALL (reminder_minutes)),
    CONSTRAINT preferences_reminders_within_a_week CHECK (5 <= ALL (reminder_minutes) AND 10080 >= ALL (reminder_minutes)),
    CONSTRAINT preferences_never_silence_what_must_be_told CHECK (NOT kinds_off && ARRAY
        ['booking-requested', 'booking-confirmed', 'booking-declined', 'booking-expired', 'booking-rescheduled',
         'booking-cancelled', 'booking-move-proposed', 'booking-move-declined', 'booking-question-asked',
         'booking-question-answered', 'session-no-show', 'session-contested', 'session-decided', 'application-approved', 'export-ready', 'account-closed']),
    CONSTRAINT preferences_locale_offered CHECK (locale IN ('en', 'de', 'es', 'fr', 'hi', 'ar'))
);

-- Every mail, from the event that asks for it to the reply of the mail server.
CREATE TABLE messages (
    id                   uuid        PRIMARY KEY DEFAULT uuidv7(),
    event_source         text        NOT NULL,
    event_id             text        NOT NULL,
    kind                 text        NOT NULL,
    booking_id           uuid,
    booking_version      bigint,
    recipient_id         uuid        NOT NULL,
    recipient_side       text,
    recipient_email      text,
    recipient_name       text,
    recipient_time_zone  text,
    recipient_locale     text,
    data                 jsonb       NOT NULL,
    traceparent          text,
    order_key            uuid,
    order_version        bigint,
    status               text        NOT NULL DEFAULT 'pending',
    attempts             integer     NOT NULL DEFAULT 0,
    unconfirmed_attempts integer     NOT NULL DEFAULT 0,
    reason               text,
    created_at           timestamptz NOT NULL,
    due_at               timestamptz NOT NULL,
    expires_at           timestamptz,
    claim                uuid,
    claimed_until        timestamptz,
    sent_at              timestamptz,
    CONSTRAINT messages_one_per_event_recipient_and_kind UNIQUE (event_source, event_id, recipient_id, kind),
    CONSTRAINT messages_kind_is_a_name CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'),
    CONSTRAINT messages_side_known CHECK (recipient_side IN ('mentor', 'mentee')),
    CONSTRAINT messages_status_known CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'withdrawn')),
    CONSTRAINT messages_are_sent_under_a_claim CHECK ((status = 'sending') = (claim IS NOT NULL AND claimed_until IS NOT NULL)),
    CONSTRAINT messages_order_is_whole CHECK ((order_key IS NULL) = (order_version IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX messages_due ON messages (due_at) WHERE status IN ('pending', 'sending');
CREATE INDEX messages_of_recipient ON messages (recipient_id, id DESC);
CREATE INDEX messages_open_in_order ON messages (order_key, recipient_id, order_version, id)
    WHERE status IN ('pending', 'sending');
CREATE INDEX messages_in_order ON messages (order_key, recipient_id, order_version);
CREATE INDEX messages_expiring ON messages (expires_at) WHERE status IN ('pending', 'sending') AND expires_at IS NOT NULL;
CREATE INDEX messages_unsent ON messages (status, id DESC) WHERE status IN ('pending', 'sending', 'failed');
CREATE INDEX messages_unconfirmed ON messages (id DESC) WHERE unconfirmed_attempts > 0;
CREATE INDEX messages_by_age ON messages (created_at);
CREATE INDEX messages_of_cancellations ON messages (recipient_id, created_at) WHERE kind = 'booking-cancelled';

-- Up to which version the events of an aggregate are known without a gap, and which are known beyond it.
CREATE TABLE order_positions (
    order_key            uuid     PRIMARY KEY,
    planned_through      bigint   NOT NULL,
    planned_out_of_order bigint[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 80);

-- The bookings as far as their events are known: what is to come, and what reminders are about.
CREATE TABLE bookings (
    id         uuid        PRIMARY KEY,
    version    bigint      NOT NULL,
    status     text        NOT NULL,
    start_time timestamptz NOT NULL,
    end_time   timestamptz NOT NULL,
    mentor_id  uuid        NOT NULL,
    mentee_id  uuid        NOT NULL,
    data       jsonb       NOT NULL,
    CONSTRAINT bookings_status_known CHECK (status IN ('requested', 'confirmed', 'declined', 'expired', 'cancelled'))
);
CREATE INDEX bookings_of_mentor ON bookings (mentor_id, start_time);
CREATE INDEX bookings_of_mentee ON bookings (mentee_id, start_time);
CREATE INDEX bookings_by_end ON bookings (end_time);

-- Reminders that have not gone out. One that has, or is of no use any more, is deleted.
CREATE TABLE reminders (
    booking_id     uuid        NOT NULL REFERENCES bookings ON DELETE CASCADE,
    recipient_id   uuid        NOT NULL,
    minutes_before integer     NOT NULL,
    due_at         timestamptz NOT NULL,
    PRIMARY KEY (booking_id, recipient_id, minutes_before)
);
CREATE INDEX reminders_due ON reminders (due_at);

-- Events that some service could not apply, from the dead-letter topics of all services.
CREATE TABLE dead_letters (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    topic         text        NOT NULL,
    service       text        NOT NULL,
    dlq_topic     text        NOT NULL,
    dlq_partition integer     NOT NULL,
    dlq_offset    bigint      NOT NULL,
    key           bytea,
    headers       jsonb       NOT NULL,
    payload       bytea,
    reason        text        NOT NULL,
    parked_at     timestamptz NOT NULL,
    status        text        NOT NULL DEFAULT 'parked',
    replays       integer     NOT NULL DEFAULT 0,
    replay_of     uuid,
    note          text,
    settled_at    timestamptz,
    settled_by    uuid,
    CONSTRAINT dead_letters_once UNIQUE (dlq_topic, dlq_partition, dlq_offset),
    CONSTRAINT dead_letters_status_known CHECK (status IN ('parked', 'replayed', 'discarded')),
    CONSTRAINT dead_letters_are_discarded_for_a_reason CHECK (status <> 'discarded' OR note IS NOT NULL),
    CONSTRAINT dead_letters_are_settled_by_somebody CHECK ((status = 'parked') = (settled_by IS NULL))
);
CREATE INDEX dead_letters_by_status ON dead_letters (status, id DESC);
CREATE INDEX dead_letters_by_topic ON dead_letters (topic, id DESC);
CREATE INDEX dead_letters_by_age ON dead_letters (settled_at) WHERE settled_at IS NOT NULL;
