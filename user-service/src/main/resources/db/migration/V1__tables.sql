-- Accounts, what mentees say about themselves, and what other services told about people.
-- A person has one uuid, the sub of the access token, in every table.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE users (
    user_id    uuid        PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    name       text        NOT NULL,
    linkedin   text,
    dob        date,
    -- beside the specification
    time_zone  text,
    locale     text        NOT NULL DEFAULT 'en',
    share_email boolean    NOT NULL DEFAULT true,
    disabled   boolean     NOT NULL DEFAULT false,
    version    bigint      NOT NULL DEFAULT 1
);

CREATE TABLE user_info (
    id                    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    mentor                boolean     NOT NULL,
    mentee                boolean     NOT NULL,
    name                  text        NOT NULL,
    email                 text        NOT NULL CONSTRAINT user_info_one_account_per_email UNIQUE,
    -- beside the specification
    user_id               uuid        NOT NULL CONSTRAINT user_info_one_row_per_user UNIQUE REFERENCES users,
    email_verified        boolean     NOT NULL DEFAULT false,
    email_token_issued_at timestamptz NOT NULL DEFAULT '-infinity',
    token_issued_at       timestamptz NOT NULL DEFAULT '-infinity'
);

-- A name, or a part of one, as searches compare it: compatibility composed (NFKC), in lower case, and without spaces where it has
-- letters of scripts that are written without them, so that family and given name are found together and apart.
CREATE FUNCTION name_part(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN plain ~ '[\u0E00-\u0EFF\u1000-\u11FF\u1780-\u17FF\u2E80-\uA4CF\uA960-\uA97F\uAA60-\uAA7F\uAC00-\uD7FF\uF900-\uFAFF\U00020000-\U0003FFFF]'
                THEN regexp_replace(plain, '[\s\u00B7\u30FB\u200B]+', '', 'g') ELSE plain END
      FROM (SELECT lower(normalize(p_text, NFKC)) AS plain) AS text
$$;
COMMENT ON FUNCTION name_part IS 'A name, or a part of one, as searches compare it.';

-- What is searched for a part of a name: the name, and once more with its last word first.
CREATE FUNCTION name_parts(p_name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT public.name_part(p_name)
           || E'\n' || public.name_part(regexp_replace(p_name, '^(.*)[\s\u00B7\u30FB\uFF65]+(\S+)$', '\2 \1'))
$$;
COMMENT ON FUNCTION name_parts IS 'What is searched for a part of a name.';

CREATE TABLE mentees (
    id                uuid        PRIMARY KEY REFERENCES users,
    user_id           uuid        NOT NULL,
    name              text        NOT NULL,
    email             text        NOT NULL,
    dob               date,
    created_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    linkedin          text,
    biography         text,
    linkedin_url      text,
    role              text        NOT NULL DEFAULT 'mentee',
    profile_image_url text,
    -- beside the specification
    version           bigint      NOT NULL DEFAULT 1,
    -- Stored, because row security applies before lower() in a comparison and so keeps it away from an index on lower(name).
    name_key          text        NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    name_parts        text        NOT NULL GENERATED ALWAYS AS (name_parts(name)) STORED,
    CONSTRAINT mentees_one_person_one_uuid CHECK (id = user_id)
);
CREATE INDEX mentees_by_name_key ON mentees (name_key, id);
CREATE INDEX mentees_by_part_of_name ON mentees USING gin (name_parts gin_trgm_ops);

-- Kept for people without an account too: a decision outweighs what an older token says.
CREATE TABLE mentor_decisions (
    user_id  uuid    PRIMARY KEY,
    approved boolean NOT NULL
);

CREATE TABLE mentor_bookers (
    mentor_id      uuid        NOT NULL,
    mentee_id      uuid        NOT NULL,
    last_booked_at timestamptz NOT NULL,
    PRIMARY KEY (mentor_id, mentee_id)
);
CREATE INDEX mentor_bookers_by_mentee ON mentor_bookers (mentee_id);

-- Who left, by whose decision, and what became of the account at the identity provider. Kept for a while as evidence.
CREATE TABLE erasures (
    user_id             uuid        PRIMARY KEY,
    requested_by        text        NOT NULL,
    admin_id            uuid,
    reason              text,
    requested_at        timestamptz NOT NULL,
    completed_at        timestamptz,
    identity_deleted_at timestamptz,
    identity_due_at     timestamptz,
    identity_attempts   integer     NOT NULL DEFAULT 0,
    identity_failure    text,
    CONSTRAINT erasures_requested_by_known CHECK (requested_by IN ('user', 'admin', 'identity-provider')),
    CONSTRAINT erasures_of_admins_have_a_reason CHECK (requested_by <> 'admin' OR reason IS NOT NULL)
);
CREATE INDEX erasures_newest_first ON erasures (requested_at DESC, user_id DESC);
CREATE INDEX erasures_identity_due ON erasures (identity_due_at) WHERE identity_due_at IS NOT NULL;

CREATE TABLE erasure_acknowledgements (
    user_id         uuid        NOT NULL,
    service         text        NOT NULL,
    acknowledged_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, service)
);

-- The last person checked for an account that was deleted or disabled at the identity provider, and when the next check is due.
CREATE TABLE identity_check_progress (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    position uuid        NOT NULL,
    due_at   timestamptz NOT NULL
);
INSERT INTO identity_check_progress (position, due_at) VALUES ('00000000-0000-0000-0000-000000000000', '-infinity');

-- People whom the identity provider does not know: closed when it says so a second time. Those closed stay for a day, because
-- they count against the number that may be closed within a day.
CREATE TABLE missing_identities (
    user_id           uuid        PRIMARY KEY,
    deletion_recorded boolean     NOT NULL,
    missing_since     timestamptz NOT NULL,
    due_at            timestamptz NOT NULL,
    closed_at         timestamptz
);

-- Archives of everything that all services hold about a person, in the parts that the services provided.
CREATE TABLE exports (
    id           uuid        PRIMARY KEY,
    user_id      uuid        NOT NULL CONSTRAINT exports_one_at_a_time UNIQUE,
    requested_at timestamptz NOT NULL,
    ready_at     timestamptz,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX exports_by_end ON exports (expires_at);

CREATE TABLE export_parts (
    export_id uuid    NOT NULL REFERENCES exports ON DELETE CASCADE,
    service   text    NOT NULL,
    part      integer NOT NULL,
    parts     integer NOT NULL,
    content   text    NOT NULL,
    PRIMARY KEY (export_id, service, part)
);
