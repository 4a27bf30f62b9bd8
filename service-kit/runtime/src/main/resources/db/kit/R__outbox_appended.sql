-- Notes in the transaction that it appended an event, so that the relay is woken after such transactions alone.
CREATE OR REPLACE FUNCTION outbox_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.outbox_appended', 'true', true);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION outbox_appended IS 'Notes in the transaction that it appended an event.';

CREATE OR REPLACE TRIGGER outbox_appended AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION outbox_appended();
