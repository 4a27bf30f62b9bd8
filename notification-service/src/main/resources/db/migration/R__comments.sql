-- Comments on tables and columns, for the documentation of the database. Those on functions stand with the functions.

COMMENT ON TABLE bookings IS 'The local copy of bookings, as far as mails need them.';
COMMENT ON COLUMN bookings.data IS 'As the event of this version carried it.';
COMMENT ON TABLE dead_letters IS 'Events that a service could not apply, and what operators decided about them.';
COMMENT ON COLUMN dead_letters.topic IS 'Where the event was published first, also of one that was parked after a replay.';
COMMENT ON COLUMN dead_letters.service IS 'Which service could not apply it.';
COMMENT ON COLUMN dead_letters.headers IS
    'As the service received them: an array of objects with name and value, or base64 where the value is no text.';
COMMENT ON COLUMN dead_letters.replay_of IS 'The dead letter that this one is a replay of.';
COMMENT ON COLUMN dead_letters.note IS 'Why it was discarded.';
COMMENT ON TABLE messages IS 'The mails: planned, being sent, sent, failed or withdrawn.';
COMMENT ON COLUMN messages.id IS 'Also the Message-ID, so that a mail that had to be sent again is recognised as the same.';
COMMENT ON COLUMN messages.booking_id IS 'Of a mail about a booking; the order follows order_key.';
COMMENT ON COLUMN messages.recipient_email IS
    'As the event carried it when the mail was planned, or null; from its first attempt on, where that went, null where nothing '
    'could. The address of the account takes precedence.';
COMMENT ON COLUMN messages.recipient_name IS 'Null for that of the account at the time of sending.';
COMMENT ON COLUMN messages.recipient_time_zone IS 'For a recipient whose account is not known; so is recipient_locale.';
COMMENT ON COLUMN messages.data IS
    'What the mail is about, as its event carried it; the text is written when it is sent. Empty of a report that named somebody who '
    'left.';
COMMENT ON COLUMN messages.order_key IS
    'A recipient gets the mails with the same key one after the other; null for a mail that may go at any time.';
COMMENT ON COLUMN messages.order_version IS 'The event''s place among those of its aggregate, from 1 without gaps.';
COMMENT ON COLUMN messages.expires_at IS 'From when on the mail is of no use to anybody; null if never.';
COMMENT ON COLUMN messages.resent_at IS 'When an admin last had it sent again; null if never.';
COMMENT ON COLUMN messages.unconfirmed_attempts IS
    'Attempts after which the mail may have been sent without a confirmation: the process or the connection ended before the reply.';
COMMENT ON COLUMN messages.reason IS 'Why the last attempt failed, or why the mail was withdrawn.';
COMMENT ON TABLE order_positions IS 'Up to which version of each aggregate events have been processed.';
COMMENT ON COLUMN order_positions.planned_through IS 'The version up to which every event has been processed.';
COMMENT ON COLUMN order_positions.planned_out_of_order IS 'Later versions that were processed before an earlier one came.';
COMMENT ON TABLE people IS 'The local copy of people: names, addresses, zones and languages.';
COMMENT ON COLUMN people.share_email IS 'Whether the other side of a confirmed booking may know the address.';
COMMENT ON COLUMN people.changed_at IS 'When the account changed last; null where it is not known.';
COMMENT ON COLUMN people.email_key IS 'The address as people are looked up by it.';
COMMENT ON TABLE preferences IS 'Which mails a person wants.';
COMMENT ON COLUMN preferences.locale IS 'BCP 47; takes precedence over that of the account; null for the account''s.';
COMMENT ON COLUMN preferences.kinds_off IS 'Kinds as in messages.kind; one that cannot be turned off is sent all the same.';
COMMENT ON COLUMN preferences.reminder_minutes IS 'How long before a session its reminders go out; empty for none.';
COMMENT ON TABLE reminders IS 'When to remind whom of which booking.';
COMMENT ON TABLE report_start IS 'From when on there is something to report.';
COMMENT ON TABLE report_bookings IS 'For reports: bookings as their events carry them.';
COMMENT ON TABLE report_mentors IS 'For reports: mentors, and when they were approved.';
COMMENT ON COLUMN report_mentors.changed_at IS 'When the profile changed last; null where it is not known.';
COMMENT ON COLUMN report_mentors.approved_at IS 'When the mentor was first approved; null before.';
COMMENT ON TABLE report_offered IS 'For reports: how much time mentors offered on a day, and how much of it was booked.';
COMMENT ON TABLE report_ratings IS 'For reports: the rating of each mentor.';
COMMENT ON TABLE report_reviews IS 'For reports: reviews as they are published.';
COMMENT ON TABLE report_runs IS 'Reports to each reader for each period: when they are due, made and sent.';
COMMENT ON COLUMN report_runs.reader_email IS 'Null for that of the account, as are name and locale.';
COMMENT ON COLUMN report_runs.time_zone IS 'In which the days of the report are.';
COMMENT ON COLUMN report_runs.period IS 'Its first day; the report says how long it is.';
COMMENT ON COLUMN report_runs.requested_by IS 'The admin who requested it; null where it was scheduled.';
COMMENT ON TABLE report_sessions IS 'For reports: sessions as their events carry them.';
COMMENT ON TABLE report_signups IS 'For reports: who signed up, and when.';
