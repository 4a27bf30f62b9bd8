-- Everything that this service holds about a person, as JSON. See export_person of the kit. Of the other side of a booking, the person
-- gets what the person may see.
CREATE OR REPLACE FUNCTION export_data(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN jsonb_build_object(
        'person', (SELECT to_jsonb(x) - 'email_key' FROM people x WHERE x.user_id = p_person),
        'preferences', (SELECT to_jsonb(x) FROM preferences x WHERE x.user_id = p_person),
        'messages', (SELECT coalesce(jsonb_agg(to_jsonb(x) - '{claim,claimed_until,traceparent}'::text[]
                                               || jsonb_build_object('data', data_as_seen(x.data, p_person, b.data))
                                               ORDER BY x.created_at), '[]')
                    FROM messages x LEFT JOIN bookings b ON b.id = x.booking_id WHERE x.recipient_id = p_person),
        'reminders', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.due_at), '[]')
                    FROM reminders x WHERE x.recipient_id = p_person),
        'bookings', (SELECT coalesce(jsonb_agg(to_jsonb(x) || jsonb_build_object('data', data_as_seen(x.data, p_person, NULL))
                                               ORDER BY x.start_time), '[]')
                    FROM bookings x WHERE x.mentor_id = p_person OR x.mentee_id = p_person),
        'signed_up', (SELECT to_jsonb(x) FROM report_signups x WHERE x.user_id = p_person),
        'mentor', (SELECT to_jsonb(x) FROM report_mentors x WHERE x.mentor_id = p_person),
        'reports', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.due_at), '[]')
                    FROM report_runs x WHERE x.reader_id = p_person));
END $$;
COMMENT ON FUNCTION export_data IS 'Everything that this service holds about a person, as JSON.';
