-- What erase_person does about the tables of the kit: deletes answers to requests of the person or about the
-- person, and what was published, or parked, with the person as its subject, or in an export of the person's data, which may have
-- ended before anybody was told to delete its parts. Answers how much of that is still to be published.
CREATE OR REPLACE FUNCTION erase_kit_data(p_person uuid) RETURNS bigint
    LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM idempotency_keys WHERE caller = p_person OR body::text LIKE '%' || p_person || '%';
    DELETE FROM outbox
     WHERE subject = p_person AND (published_at IS NOT NULL OR parked_at IS NOT NULL)
       AND topic <> 'mentoring.erasures' AND type NOT LIKE 'org.mentoring.%.erased.v1';
    DELETE FROM outbox
     WHERE topic = 'mentoring.exports' AND data ->> 'user_id' = p_person::text
       AND (published_at IS NOT NULL OR parked_at IS NOT NULL);
    RETURN (SELECT count(*) FROM outbox
             WHERE subject = p_person AND published_at IS NULL AND parked_at IS NULL
               AND topic <> 'mentoring.erasures' AND type NOT LIKE 'org.mentoring.%.erased.v1')
         + (SELECT count(*) FROM outbox
             WHERE topic = 'mentoring.exports' AND data ->> 'user_id' = p_person::text
               AND published_at IS NULL AND parked_at IS NULL);
END $$;
COMMENT ON FUNCTION erase_kit_data IS 'Erases a person from the tables of the kit; answers how many events are still to be published.';
