-- Locks the time of two people until the end of the transaction, always in the order of their ids, so that no cycle arises. Without
-- it two who insert the same time would each wait for the other to end (an exclusion constraint looks for conflicts after the row is
-- in) until the deadlock detector ends one of them, a second later. The constraint remains what guarantees that nothing overlaps.
CREATE OR REPLACE FUNCTION lock_people(p_one uuid, p_other uuid) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lock_person(least(p_one, p_other)), lock_person(greatest(p_one, p_other));
END $$;

COMMENT ON FUNCTION lock_people IS 'Locks the time of two people, always in the same order.';
