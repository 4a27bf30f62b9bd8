-- What the documentation of the database says, beside what the migrations say themselves. Applied after them, again whenever
-- it changes: a comment on something new belongs here or to its migration.

COMMENT ON TABLE bookings IS 'The local copy of bookings, as far as mails need them.';
COMMENT ON TABLE messages IS 'The mails: what is planned, sent, failed or withdrawn.';
COMMENT ON TABLE order_positions IS 'Up to which version of each aggregate mails have been planned.';
COMMENT ON TABLE people IS 'The local copy of people: names, addresses, zones and languages.';
COMMENT ON TABLE preferences IS 'Which mails a person wants.';
COMMENT ON TABLE reminders IS 'When whom to remind of which booking.';
COMMENT ON FUNCTION claim_mails IS 'Claims mails that are due for one sender, and says to whom they go as people are now.';
COMMENT ON FUNCTION claim_messages IS 'Claims messages that are due; for senders of the version before.';
COMMENT ON FUNCTION follow_booking IS 'Keeps the local copy of a booking, and plans its reminders.';
COMMENT ON FUNCTION note_order IS 'Notes up to which version mails of an aggregate have been planned; whether the version is new.';
COMMENT ON FUNCTION plan_reminders IS 'Plans a person''s reminders of a booking, as the person wants them.';
COMMENT ON FUNCTION plan_reminders_of IS 'Plans all of a person''s reminders anew, after a change of what the person wants.';
COMMENT ON FUNCTION purge_bookings IS 'Deletes some of the bookings that ended before a time; how many it was.';
COMMENT ON FUNCTION purge_notifications IS 'Deletes some of the mails, dead letters and report runs that are done with and older than is kept.';
COMMENT ON FUNCTION release_reminders IS 'Makes mails of reminders that are due; how many it was.';
COMMENT ON FUNCTION settle_mail IS 'Says what became of a mail that was claimed; for senders of the version before.';
COMMENT ON FUNCTION settle_mails IS 'Says what became of mails that were claimed; of how many it was still to be said.';
COMMENT ON FUNCTION take_booking_event(text, text, text, text, uuid, bigint, text, text, jsonb, timestamptz)
    IS 'Takes in an event of a booking; for consumers of the version before.';
COMMENT ON FUNCTION take_booking_event(text, text, text, text, uuid, bigint, text, text, jsonb, timestamptz, boolean)
    IS 'Takes in an event of a booking and plans its mails and reminders; whether it is new.';
COMMENT ON TABLE dead_letters IS 'Events that a service could not apply, and what operators decided about them.';
COMMENT ON TABLE report_signups IS 'For reports: who signed up, and when.';
COMMENT ON TABLE report_mentors IS 'For reports: mentors, and when they were approved.';
COMMENT ON TABLE report_bookings IS 'For reports: bookings as the events tell of them.';
COMMENT ON TABLE report_sessions IS 'For reports: sessions as the events tell of them.';
COMMENT ON TABLE report_reviews IS 'For reports: reviews as they are published.';
COMMENT ON TABLE report_ratings IS 'For reports: the rating of each mentor.';
COMMENT ON TABLE report_offered IS 'For reports: how much time mentors offered on a day, and how much of it was booked.';
COMMENT ON TABLE report_runs IS 'Reports to each reader for each period: when they are due, made and sent.';
COMMENT ON TABLE report_beginning IS 'From when on there is something to report.';
