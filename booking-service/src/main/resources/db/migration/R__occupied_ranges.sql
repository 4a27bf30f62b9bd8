-- When a booking takes the time of the person: of its mentor with buffers, of its mentee without, and of a proposed move the new
-- time, too. What has expired takes none.
CREATE OR REPLACE FUNCTION occupied_ranges(b bookings, p_person uuid, p_now timestamptz DEFAULT '-infinity') RETURNS tstzmultirange
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN b.status = 'confirmed' OR b.status IN ('held', 'pending') AND b.expires_at > p_now
                THEN tstzmultirange(CASE b.mentor_id WHEN p_person::text THEN b.occupied
                                                     ELSE tstzrange(b.start_time, b.end_time) END)
                     + CASE WHEN b.proposal_expires_at > p_now
                            THEN tstzmultirange(CASE b.mentor_id WHEN p_person::text THEN b.proposed_occupied
                                                ELSE tstzrange(b.proposed_start_time, b.proposed_end_time) END)
                            ELSE '{}' END
                ELSE '{}' END
$$;

COMMENT ON FUNCTION occupied_ranges IS 'When a booking takes the time of its mentor (with buffers) or of its mentee (without).';
