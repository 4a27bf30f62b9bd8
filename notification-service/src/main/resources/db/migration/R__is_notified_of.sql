-- Whether a side of a booking is written to about an event of it. Of a proposed time only the other side is told, of its refusal only
-- who proposed it, of its withdrawal only who need not answer any more, and of its expiry both. Of a question only the mentee is told, of
-- the answer only the mentor.
CREATE OR REPLACE FUNCTION is_notified_of(p_kind text, p_data jsonb, p_mentor boolean) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
           WHEN p_kind = 'booking-move-proposed' THEN p_mentor <> (p_data #>> '{proposal,proposed_by}' = 'mentor')
           WHEN p_kind = 'booking-move-declined' AND p_data ->> 'proposal_outcome' = 'declined'
               THEN p_mentor = (p_data ->> 'proposed_by' = 'mentor')
           WHEN p_kind = 'booking-move-declined' AND p_data ->> 'proposal_outcome' = 'withdrawn'
               THEN p_mentor <> (p_data ->> 'proposed_by' = 'mentor')
           WHEN p_kind = 'booking-question-asked' THEN NOT p_mentor
           WHEN p_kind = 'booking-question-answered' THEN p_mentor
           ELSE true END
$$;
COMMENT ON FUNCTION is_notified_of IS 'Whether a side of a booking is written to about an event of it.';
