-- Calendars that mentors connected, and the bookings that are written into them.

CREATE TABLE calendar_keyset (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    keyset   bytea   NOT NULL,
    version  bigint  NOT NULL DEFAULT 1
);

-- What is encrypted refers to its key here: a key that is still needed cannot be removed, and a replica that does not know
-- yet that a key was removed cannot encrypt with it.
CREATE TABLE calendar_keys (
    id       bigint      PRIMARY KEY,
    added_at timestamptz NOT NULL
);

CREATE TABLE mentor_calendar_oauth (
    id                uuid        PRIMARY KEY,
    mentor_id         uuid        NOT NULL REFERENCES mentors ON DELETE CASCADE,
    provider          text        NOT NULL,
    access_token      text        NOT NULL,
    refresh_token     text,
    expires_at        timestamptz,
    key_id            bigint      NOT NULL CONSTRAINT mentor_calendar_oauth_key_known REFERENCES calendar_keys,
    state             text        NOT NULL DEFAULT 'connected',
    scopes            text[]      NOT NULL DEFAULT '{}',
    failure           text,
    attempts          integer     NOT NULL DEFAULT 0,
    connected_at      timestamptz NOT NULL DEFAULT now(),
    refresh_at        timestamptz,
    last_read_at      timestamptz,
    next_read_at      timestamptz NOT NULL DEFAULT now(),
    next_far_read_at  timestamptz NOT NULL DEFAULT now(),
    due_at            timestamptz NOT NULL DEFAULT now(),
    not_before        timestamptz,
    claim             uuid,
    claimed_until     timestamptz,
    busy              jsonb       NOT NULL DEFAULT '[]',
    known_until       timestamptz,
    published_until   timestamptz,
    published_entries text,
    version           bigint      NOT NULL DEFAULT 1,
    CONSTRAINT mentor_calendar_oauth_one_per_provider UNIQUE (mentor_id, provider),
    CONSTRAINT mentor_calendar_oauth_provider_known CHECK (provider IN ('google', 'microsoft')),
    CONSTRAINT mentor_calendar_oauth_state_known CHECK (state IN ('connected', 'expired-grant', 'forbidden'))
);
CREATE INDEX mentor_calendar_oauth_due ON mentor_calendar_oauth (due_at) WHERE state = 'connected';
CREATE INDEX mentor_calendar_oauth_by_key ON mentor_calendar_oauth (key_id);

-- At most one of each mentor and provider: a later one replaces it.
CREATE TABLE calendar_authorisations (
    mentor_id     uuid        NOT NULL CONSTRAINT calendar_authorisations_by_mentors REFERENCES mentors ON DELETE CASCADE,
    provider      text        NOT NULL,
    state_hash    bytea       NOT NULL CONSTRAINT calendar_authorisations_state_once UNIQUE,
    browser_hash  bytea       NOT NULL,
    code_verifier text        NOT NULL,
    key_id        bigint      NOT NULL CONSTRAINT calendar_authorisations_key_known REFERENCES calendar_keys,
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (mentor_id, provider)
);
CREATE INDEX calendar_authorisations_by_key ON calendar_authorisations (key_id);
CREATE INDEX calendar_authorisations_by_end ON calendar_authorisations (expires_at);

CREATE TABLE calendar_revocations (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    mentor_id    uuid        NOT NULL,
    provider     text        NOT NULL,
    token_column text        NOT NULL,
    token        text        NOT NULL,
    key_id       bigint      NOT NULL CONSTRAINT calendar_revocations_key_known REFERENCES calendar_keys,
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL,
    CONSTRAINT calendar_revocations_column_known CHECK (token_column IN ('access_token', 'refresh_token'))
);
CREATE INDEX calendar_revocations_due ON calendar_revocations (due_at);
CREATE INDEX calendar_revocations_by_key ON calendar_revocations (key_id);

-- Locking a mentor's row puts the events of all calendars of that mentor in order.
CREATE TABLE calendar_versions (
    mentor_id uuid   PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    version   bigint NOT NULL DEFAULT 1
);

-- Kept until they are over, so that a calendar that is connected later shows them too.
CREATE TABLE calendar_bookings (
    booking_id    uuid        PRIMARY KEY,
    mentor_id     uuid        NOT NULL,
    start_time    timestamptz NOT NULL,
    end_time      timestamptz NOT NULL,
    session_type  text        NOT NULL,
    mentor_name   text        NOT NULL,
    mentor_locale text        NOT NULL,
    user_name     text        NOT NULL,
    meeting_url   text,
    note          text,
    sequence      integer     NOT NULL,
    removed       boolean     NOT NULL DEFAULT false,
    version       bigint      NOT NULL
);
CREATE INDEX calendar_bookings_by_mentor ON calendar_bookings (mentor_id);
CREATE INDEX calendar_bookings_by_end ON calendar_bookings (end_time);

CREATE TABLE calendar_entries (
    booking_id        uuid           NOT NULL REFERENCES calendar_bookings ON DELETE CASCADE,
    connection_id     uuid           NOT NULL REFERENCES mentor_calendar_oauth ON DELETE CASCADE,
    provider_event_id text,
    written_version   bigint,
    possible_times    tstzmultirange NOT NULL DEFAULT '{}',
    attempts          integer        NOT NULL DEFAULT 0,
    due_at            timestamptz,
    failure           text,
    PRIMARY KEY (booking_id, connection_id)
);
CREATE INDEX calendar_entries_due ON calendar_entries (connection_id, due_at);
