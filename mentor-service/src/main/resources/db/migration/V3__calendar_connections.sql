-- Keys --------------------------------------------------------------------------------------------------------------------

-- The keys under which tokens are encrypted, themselves encrypted under a key that the database never sees.
CREATE TABLE calendar_keyset (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    keyset   bytea   NOT NULL,
    version  bigint  NOT NULL DEFAULT 1
);

-- What is encrypted names its key here, so a key that anything still needs cannot be retired, and a replica that has not
-- heard that a key was retired cannot encrypt under it any more.
CREATE TABLE calendar_keys (
    id       bigint      PRIMARY KEY,
    added_at timestamptz NOT NULL
);

-- Connections -------------------------------------------------------------------------------------------------------------

-- Nothing could write connections before, so there is none without a key.
ALTER TABLE mentor_calendar_oauth
    ADD COLUMN key_id        bigint      NOT NULL CONSTRAINT mentor_calendar_oauth_key_known REFERENCES calendar_keys,
    ADD COLUMN state         text        NOT NULL DEFAULT 'connected',
    ADD COLUMN scopes        text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN failure       text,
    ADD COLUMN attempts      integer     NOT NULL DEFAULT 0,
    ADD COLUMN connected_at  timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN refresh_at    timestamptz,
    ADD COLUMN last_read_at  timestamptz,
    ADD COLUMN next_read_at  timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN due_at        timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN not_before    timestamptz,
    ADD COLUMN claim         uuid,
    ADD COLUMN claimed_until timestamptz,
    ADD COLUMN busy          jsonb       NOT NULL DEFAULT '[]',
    ADD COLUMN version       bigint      NOT NULL DEFAULT 1,
    ADD CONSTRAINT mentor_calendar_oauth_provider_known CHECK (provider IN ('google', 'microsoft')),
    ADD CONSTRAINT mentor_calendar_oauth_state_known CHECK (state IN ('connected', 'expired-grant', 'forbidden'));
COMMENT ON COLUMN mentor_calendar_oauth.access_token IS 'Encrypted; bound to mentor, provider and column';
COMMENT ON COLUMN mentor_calendar_oauth.refresh_token IS 'Encrypted; bound to mentor, provider and column';
COMMENT ON COLUMN mentor_calendar_oauth.due_at IS 'When there is next anything to do: refresh, write entries, read busy times';
COMMENT ON COLUMN mentor_calendar_oauth.not_before IS 'Until then the provider is left in peace, whatever is due';
COMMENT ON COLUMN mentor_calendar_oauth.claim IS 'Who works on it, until claimed_until; what the holder of another claim writes changes nothing';
COMMENT ON COLUMN mentor_calendar_oauth.busy IS 'The busy times as published last';
CREATE INDEX mentor_calendar_oauth_due ON mentor_calendar_oauth (due_at) WHERE state = 'connected';
CREATE INDEX mentor_calendar_oauth_by_key ON mentor_calendar_oauth (key_id);

-- Mentors on their way through a provider's consent page. The newest of a mentor and provider holds.
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

-- Grants that the provider has yet to be told of that they are over.
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
COMMENT ON COLUMN calendar_revocations.token_column IS 'The column in which the token was encrypted, to which it stays bound';
CREATE INDEX calendar_revocations_due ON calendar_revocations (due_at);
CREATE INDEX calendar_revocations_by_key ON calendar_revocations (key_id);

-- The version of what is published of a mentor's calendars; its row is the lock that puts events in order.
CREATE TABLE calendar_versions (
    mentor_id uuid   PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    version   bigint NOT NULL DEFAULT 1
);

-- Bookings in calendars ---------------------------------------------------------------------------------------------------

-- Confirmed bookings as the events have them; kept until they are over, so that a calendar connected later shows them too.
CREATE TABLE calendar_bookings (
    booking_id   uuid        PRIMARY KEY,
    mentor_id    uuid        NOT NULL,
    start_time   timestamptz NOT NULL,
    end_time     timestamptz NOT NULL,
    session_type text        NOT NULL,
    user_name    text        NOT NULL,
    meeting_url  text,
    note         text,
    removed      boolean     NOT NULL DEFAULT false,
    version      bigint      NOT NULL
);
CREATE INDEX calendar_bookings_by_mentor ON calendar_bookings (mentor_id);
CREATE INDEX calendar_bookings_by_end ON calendar_bookings (end_time);

-- What stands of a booking in which calendar, and what is still to be written.
CREATE TABLE calendar_entries (
    booking_id        uuid           NOT NULL REFERENCES calendar_bookings ON DELETE CASCADE,
    connection_id     uuid           NOT NULL REFERENCES mentor_calendar_oauth ON DELETE CASCADE,
    provider_event_id text,
    written_version   bigint,
    may_stand         tstzmultirange NOT NULL DEFAULT '{}',
    attempts          integer        NOT NULL DEFAULT 0,
    due_at            timestamptz,
    failure           text,
    PRIMARY KEY (booking_id, connection_id)
);
COMMENT ON COLUMN calendar_entries.may_stand IS
    'Where the entry may stand at the provider, noted before each attempt: these times are ours and not busy';
COMMENT ON COLUMN calendar_entries.due_at IS 'When it is to be written; NULL when the calendar is as it should be';
CREATE INDEX calendar_entries_due ON calendar_entries (connection_id, due_at);

-- Row security ------------------------------------------------------------------------------------------------------------

ALTER TABLE calendar_keyset ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_keyset FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_keyset_by_service ON calendar_keyset TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON calendar_keyset TO "${app_role}";

ALTER TABLE calendar_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_keys_by_service ON calendar_keys TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, DELETE ON calendar_keys TO "${app_role}";

CREATE POLICY mentor_calendar_oauth_read ON mentor_calendar_oauth FOR SELECT TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
CREATE POLICY mentor_calendar_oauth_disconnect ON mentor_calendar_oauth FOR DELETE TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY mentor_calendar_oauth_connect ON mentor_calendar_oauth FOR INSERT TO "${app_role}"
    WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY mentor_calendar_oauth_work ON mentor_calendar_oauth FOR UPDATE TO "${app_role}"
    USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON mentor_calendar_oauth TO "${app_role}";

ALTER TABLE calendar_authorisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_authorisations FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_authorisations_own ON calendar_authorisations TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_authorisations TO "${app_role}";

ALTER TABLE calendar_revocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_revocations FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_revocations_ask ON calendar_revocations FOR INSERT TO "${app_role}"
    WITH CHECK (mentor_id = (SELECT app_user_id()));
CREATE POLICY calendar_revocations_by_service ON calendar_revocations TO "${app_role}"
    USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_revocations TO "${app_role}";

ALTER TABLE calendar_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_versions_own ON calendar_versions TO "${app_role}"
    USING (mentor_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON calendar_versions TO "${app_role}";

ALTER TABLE calendar_bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_bookings FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_bookings_by_service ON calendar_bookings TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_bookings TO "${app_role}";

ALTER TABLE calendar_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_entries_by_service ON calendar_entries TO "${app_role}" USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_entries TO "${app_role}";
