-- People whose data was erased: nothing but their ids, so that neither an event that is read again nor an old token brings
-- anybody back. due_at is when the service looks next for what has come since.
CREATE TABLE erased_people (
    user_id         uuid        PRIMARY KEY,
    erased_at       timestamptz NOT NULL,
    acknowledged_at timestamptz,
    due_at          timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0
);
CREATE INDEX erased_people_due ON erased_people (due_at);
CREATE INDEX erased_people_by_time ON erased_people (erased_at);

COMMENT ON TABLE erased_people IS 'The ids of people whose data was erased; events about them are skipped.';
COMMENT ON COLUMN erased_people.acknowledged_at IS 'When nothing of the person was left here; null while something is';

-- Whether the transaction is in erase_person or export_person, which work as the owner of the tables: its policies on them hold
-- only there.
CREATE FUNCTION app_erasing() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('app.erasing', true) = 'on', false) $$;
COMMENT ON FUNCTION app_erasing() IS 'Whether the transaction erases or exports what is known of a person';

CREATE FUNCTION is_erased(p_person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM erased_people WHERE user_id = p_person) $$;
COMMENT ON FUNCTION is_erased(uuid) IS 'Whether the data of a person was erased; whoever asks';

-- Inserts nothing about a person whose data was erased. The argument of the trigger is the column with the person's id.
CREATE FUNCTION skip_erased() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT app_erasing() AND is_erased((to_jsonb(NEW) ->> TG_ARGV[0])::uuid) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION skip_erased() IS 'Inserts nothing about a person whose data was erased.';
