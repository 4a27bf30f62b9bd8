CREATE TABLE notes (
    id         uuid   PRIMARY KEY,
    written_by uuid   NOT NULL,
    text       text   NOT NULL CONSTRAINT notes_once UNIQUE,
    version    bigint NOT NULL
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY notes_their_writer_alone ON notes USING (written_by = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO "${app_role}";
