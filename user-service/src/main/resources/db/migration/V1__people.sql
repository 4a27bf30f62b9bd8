-- Accounts, profiles of people and of mentees. A person has one uuid, the sub of the access token, in every table.

CREATE TABLE users (
    user_id    uuid        PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    name       text        NOT NULL,
    linkedin   text,
    dob        date,
    -- beside the specification
    time_zone  text        NOT NULL DEFAULT 'UTC',
    locale     text        NOT NULL DEFAULT 'en',
    version    bigint      NOT NULL DEFAULT 1
);
COMMENT ON COLUMN users.time_zone IS 'IANA id';
COMMENT ON COLUMN users.locale IS 'BCP 47 language tag';

CREATE TABLE user_info (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    mentor     boolean     NOT NULL,
    mentee     boolean     NOT NULL,
    name       text        NOT NULL,
    email      text        NOT NULL CONSTRAINT user_info_one_account_per_email UNIQUE,
    -- beside the specification
    user_id    uuid        NOT NULL CONSTRAINT user_info_one_row_per_user UNIQUE REFERENCES users
);
COMMENT ON COLUMN user_info.email IS 'As in the access token, in lower case';

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
    CONSTRAINT mentees_one_person_one_uuid CHECK (id = user_id)
);
CREATE INDEX mentees_by_name ON mentees (lower(name), id);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE user_info ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_info FORCE ROW LEVEL SECURITY;
ALTER TABLE mentees ENABLE ROW LEVEL SECURITY;
ALTER TABLE mentees FORCE ROW LEVEL SECURITY;

CREATE POLICY users_the_user_alone ON users USING (user_id = (SELECT app_user_id()));
CREATE POLICY user_info_the_user_alone ON user_info USING (user_id = (SELECT app_user_id()));
CREATE POLICY mentees_the_mentee_alone ON mentees USING (id = (SELECT app_user_id()));
CREATE POLICY mentees_mentors_read ON mentees FOR SELECT USING ((SELECT app_has_role('mentor')));

GRANT SELECT, INSERT, UPDATE ON users, user_info, mentees TO "${app_role}";
