-- Mentors, their expertise and links, and the directory made from them. Functions, triggers and policies: the files R__*.sql.

CREATE TABLE mentors (
    id                uuid          PRIMARY KEY,
    user_id           uuid          NOT NULL,
    name              text          NOT NULL,
    email             text          NOT NULL,
    created_at        timestamptz   NOT NULL,
    bio               text,
    linkedin          text,
    profile_image_url text,
    role              text          NOT NULL DEFAULT 'mentor',
    status            text          NOT NULL DEFAULT 'applied',
    time_zone         text          NOT NULL DEFAULT 'UTC',
    locale            text          NOT NULL DEFAULT 'en',
    rating_mean       numeric(3, 2),
    rating_score      numeric(3, 2),
    rating_count      bigint        NOT NULL DEFAULT 0,
    version           bigint        NOT NULL DEFAULT 1,
    CONSTRAINT mentors_one_person_one_id CHECK (id = user_id),
    CONSTRAINT mentors_status_known CHECK (status IN ('applied', 'approved', 'suspended')),
    CONSTRAINT mentors_role_is_mentor CHECK (role = 'mentor'),
    CONSTRAINT mentors_name_length CHECK (char_length(name) BETWEEN 1 AND 800),
    CONSTRAINT mentors_bio_length CHECK (char_length(bio) <= 5000),
    CONSTRAINT mentors_linkedin_https CHECK (linkedin LIKE 'https://%' AND char_length(linkedin) <= 2000),
    CONSTRAINT mentors_image_https CHECK (profile_image_url LIKE 'https://%' AND char_length(profile_image_url) <= 2000),
    CONSTRAINT mentors_rating_in_range CHECK (rating_mean BETWEEN 1 AND 5),
    CONSTRAINT mentors_rating_score_in_range CHECK (rating_score BETWEEN 1 AND 5),
    CONSTRAINT mentors_rating_count_not_negative CHECK (rating_count >= 0)
);
CREATE INDEX mentors_by_status ON mentors (status, id);

CREATE TABLE expertise_tags (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    CONSTRAINT expertise_tags_name_unique UNIQUE (name),
    CONSTRAINT expertise_tags_name_length CHECK (char_length(name) BETWEEN 1 AND 200)
);
CREATE UNIQUE INDEX expertise_tags_name_unique_ignoring_case ON expertise_tags (lower(name));

-- Names and aliases of all tags in one table, because one index can then keep them apart; a trigger enters the names.
CREATE TABLE expertise_tag_names (
    name   text    NOT NULL,
    tag_id uuid    NOT NULL REFERENCES expertise_tags ON DELETE CASCADE,
    alias  boolean NOT NULL DEFAULT true,
    CONSTRAINT expertise_tag_names_pkey PRIMARY KEY (name),
    CONSTRAINT expertise_tag_names_length CHECK (char_length(name) BETWEEN 1 AND 200)
);
CREATE UNIQUE INDEX expertise_tag_names_unique_ignoring_case ON expertise_tag_names (lower(name));
CREATE INDEX expertise_tag_names_by_tag ON expertise_tag_names (tag_id);

CREATE TABLE mentor_expertise (
    mentor_id uuid NOT NULL REFERENCES mentors ON DELETE CASCADE,
    tag_id    uuid NOT NULL CONSTRAINT mentor_expertise_tag_in_use REFERENCES expertise_tags,
    CONSTRAINT mentor_expertise_once UNIQUE (mentor_id, tag_id)
);
CREATE INDEX mentor_expertise_by_tag ON mentor_expertise (tag_id);

CREATE TABLE mentor_social_links (
    id        uuid    PRIMARY KEY,
    mentor_id uuid    NOT NULL REFERENCES mentors ON DELETE CASCADE,
    platform  text    NOT NULL,
    url       text    NOT NULL,
    position  integer NOT NULL DEFAULT 0,
    version   bigint  NOT NULL DEFAULT 1,
    CONSTRAINT mentor_social_links_once UNIQUE (mentor_id, url),
    CONSTRAINT mentor_social_links_platform_length CHECK (char_length(platform) BETWEEN 1 AND 200),
    CONSTRAINT mentor_social_links_https CHECK (url LIKE 'https://%' AND char_length(url) <= 2000),
    CONSTRAINT mentor_social_links_position CHECK (position BETWEEN 0 AND 2000)
);

-- A table rather than a view, so that reading one row of it does not aggregate expertise and links each time.
CREATE TABLE mentor_directory (
    mentor_id         uuid          PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    name              text          NOT NULL,
    bio               text,
    profile_image_url text,
    expertise         text[]        NOT NULL,
    expertise_aliases text[]        NOT NULL,
    social_links      jsonb         NOT NULL,
    language          text          NOT NULL,
    rating_mean       numeric(3, 2),
    rating_score      numeric(3, 2),
    rating_count      bigint        NOT NULL,
    created_at        timestamptz   NOT NULL
);

-- Each replica keeps the directory in memory and asks here what has changed since its last look.
CREATE SEQUENCE mentor_directory_revision;
CREATE TABLE mentor_directory_changes (
    mentor_id uuid   PRIMARY KEY,
    revision  bigint NOT NULL CONSTRAINT mentor_directory_changes_one_by_one UNIQUE,
    listing_revision bigint NOT NULL DEFAULT 0
);

-- A table of its own, because it changes with bookings, and what else the directory shows is not written anew each time.
CREATE TABLE mentor_next_free_times (
    mentor_id    uuid        PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    next_free_at timestamptz
) WITH (fillfactor = 80);

-- The decision on a mentor and this row are one transaction, so a decision holds while the identity provider is down.
CREATE TABLE realm_role_changes (
    mentor_id uuid        PRIMARY KEY REFERENCES mentors ON DELETE CASCADE,
    granted   boolean     NOT NULL,
    revision  bigint      NOT NULL DEFAULT 1,
    due_at    timestamptz NOT NULL,
    attempts  integer     NOT NULL DEFAULT 0,
    reason    text
);
CREATE INDEX realm_role_changes_due ON realm_role_changes (due_at);
