-- What the consumer of the tests has applied. The lock in the trigger lets a test stop a transaction in its commit.
CREATE TABLE remarks (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject  uuid   NOT NULL,
    version  bigint NOT NULL
);
ALTER TABLE remarks ENABLE ROW LEVEL SECURITY;
ALTER TABLE remarks FORCE ROW LEVEL SECURITY;
CREATE POLICY remarks_service_alone ON remarks USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT ON remarks TO "${app_role}";

CREATE FUNCTION remarks_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(4711);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER remarks_wait AFTER INSERT ON remarks DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION remarks_wait();
