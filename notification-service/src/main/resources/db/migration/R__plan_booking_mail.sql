-- Plans the mail about an event of a booking to one side, once. A mail that comes after a later one of its order was sent would only
-- confuse, so it is recorded as withdrawn.
--
-- Within p_merge_within a recipient gets few mails about one booking: the first goes at once; what a further change could make
-- obsolete waits until that time has passed since the last mail, and is withdrawn when a later mail says what it would have said. A
-- booking that was cancelled cannot change again, so its mail goes at once. So does a question or the answer to one, which no other mail
-- repeats; it is withdrawn only when the request is decided. Who books and cancels in turns is treated like one
-- booking: after a cancellation the next confirmation waits as well, and of a booking that its mentee cancelled meanwhile nobody is
-- told at all.
CREATE OR REPLACE FUNCTION plan_booking_mail(
    p_source text, p_event text, p_traceparent text, p_key uuid, p_version bigint, p_kind text, p_data jsonb, p_now timestamptz,
    p_merge_within interval, p_mentor boolean, p_person uuid, p_name text, p_email text, p_zone text, p_locale text)
    RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_of_proposal CONSTANT boolean     := p_kind IN ('booking-move-proposed', 'booking-move-declined');
    v_of_question CONSTANT boolean     := p_kind IN ('booking-question-asked', 'booking-question-answered');
    v_final       CONSTANT boolean     := p_kind IN ('booking-declined', 'booking-expired', 'booking-cancelled');
    v_since       CONSTANT timestamptz := p_now - p_merge_within;
    v_data        jsonb       := p_data;
    v_due         timestamptz := p_now;
    v_reason      text;
    v_told        timestamptz;
    v_last        text;
    v_merged      messages;
BEGIN
    IF EXISTS (SELECT FROM messages later
                WHERE later.order_key = p_key AND later.recipient_id = p_person AND later.order_version > p_version
                  AND later.status = 'sent') THEN
        v_reason := 'A later one was sent before';
    ELSIF p_merge_within > interval '0' AND NOT v_of_question THEN
        WITH merged AS (
            UPDATE messages
               SET status = 'withdrawn', reason = 'A later one says what stands'
             WHERE order_key = p_key AND recipient_id = p_person AND order_version < p_version
               AND status = 'pending' AND attempts = 0 AND created_at > v_since AND kind LIKE 'booking-%'
               AND (NOT v_of_proposal OR kind IN ('booking-move-proposed', 'booking-move-declined'))
               AND (v_final OR p_kind = 'booking-confirmed' OR kind NOT LIKE 'booking-question-%')
            RETURNING *)
        SELECT * INTO v_merged FROM merged ORDER BY order_version LIMIT 1;
        SELECT max(coalesce(m.sent_at, m.created_at)),
               (array_agg(m.kind ORDER BY m.order_version DESC) FILTER (WHERE m.kind NOT LIKE 'booking-question-%'))[1]
          INTO v_told, v_last FROM messages m
         WHERE m.order_key = p_key AND m.recipient_id = p_person AND m.kind LIKE 'booking-%'
           AND (m.status IN ('sending', 'sent') OR m.unconfirmed_attempts > 0);

        IF v_merged.id IS NOT NULL AND v_merged.data -> 'previous_start_time' <> 'null'
           AND (v_final OR p_data -> 'previous_start_time' <> 'null') THEN
            -- The time before is the one that the recipient knows, also where what was moved ends before its move was told.
            v_data := p_data || jsonb_build_object('previous_start_time', v_merged.data -> 'previous_start_time',
                                                   'previous_end_time', v_merged.data -> 'previous_end_time');
        END IF;
        IF v_merged.id IS NOT NULL AND (
               v_told IS NULL AND p_kind = 'booking-cancelled' AND p_data ->> 'cancelled_by' = 'mentee'
               OR v_merged.kind = 'booking-move-proposed' AND p_data ->> 'proposal_outcome' = 'withdrawn'
                  -- One that was told before still seems to wait for an answer.
                  AND v_last IS DISTINCT FROM 'booking-move-proposed') THEN
            v_reason := 'It came and went before anybody was told';
        ELSIF NOT v_final THEN
            IF v_told IS NULL THEN
                SELECT max(m.created_at) INTO v_told FROM messages m
                 WHERE m.recipient_id = p_person AND m.kind = 'booking-cancelled' AND m.created_at > v_since
                   AND m.data ->> 'mentor_id' = p_data ->> 'mentor_id' AND m.data ->> 'user_id' = p_data ->> 'user_id';
            END IF;
            v_due := greatest(p_now, v_told + p_merge_within);
        END IF;
    END IF;
    INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side, recipient_name,
                          recipient_email, recipient_time_zone, recipient_locale, data, traceparent, order_key, order_version,
                          created_at, due_at, status, reason)
    VALUES (p_source, p_event, p_kind, p_key, p_version, p_person, CASE WHEN p_mentor THEN 'mentor' ELSE 'mentee' END, p_name,
            p_email, p_zone, p_locale, v_data, p_traceparent, p_key, p_version, p_now, v_due,
            CASE WHEN v_reason IS NULL THEN 'pending' ELSE 'withdrawn' END, v_reason)
    ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING;
END $$;
COMMENT ON FUNCTION plan_booking_mail IS
    'Plans the mail about an event of a booking to one side; a mail that it makes obsolete is withdrawn.';
