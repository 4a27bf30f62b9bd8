-- What the documentation of the database says, beside what the migrations say themselves. Applied after them, again whenever
-- it changes: a comment on something new belongs here or to its migration.

COMMENT ON TABLE idempotency_keys IS 'The first answers to requests with an Idempotency-Key, kept for 24 hours.';
COMMENT ON TABLE inbox IS 'Which events have been taken in, by consumer, source and id: what comes twice changes nothing.';
COMMENT ON TABLE inbox_position IS 'The last version of each aggregate that a consumer has taken in: what comes late changes nothing.';
COMMENT ON TABLE outbox IS 'Events that wait to be published, written in the transaction in which they happened.';
COMMENT ON TABLE outbox_lease IS 'Which replica publishes, and until when.';
COMMENT ON FUNCTION idempotency_claim IS 'Claims a key for a request, or tells what became of the first request with it: new, replay, mismatch or in_flight.';
COMMENT ON FUNCTION idempotency_store IS 'Keeps the answer to a request under its key.';
COMMENT ON FUNCTION idempotency_purge IS 'Deletes some of the keys that have run out; how many it was.';
COMMENT ON FUNCTION inbox_admit IS 'Whether an event is to be applied: it has not been taken in, and is newer than the last one of its aggregate.';
COMMENT ON FUNCTION inbox_purge IS 'Deletes some of the notes of events taken in before a time; how many it was.';
COMMENT ON FUNCTION outbox_claim IS 'Hands the holder of the lease the next events, at most one of each aggregate.';
COMMENT ON FUNCTION outbox_mark IS 'Marks events as published, for the holder of the lease in the epoch given; how many it was.';
COMMENT ON FUNCTION outbox_release IS 'Gives the lease back, so that another replica need not wait for its end.';

COMMENT ON FUNCTION app_user_id() IS
    'The caller of this transaction, or NULL; policies on what is read many rows at a time wrap it as (SELECT app_user_id()), which runs once per statement';
