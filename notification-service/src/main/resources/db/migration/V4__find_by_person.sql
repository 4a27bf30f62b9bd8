-- An erasure finds by the person what the reports' copies name.
CREATE INDEX report_bookings_of_mentee ON report_bookings (user_id);
CREATE INDEX report_sessions_of_mentee ON report_sessions (mentee_id);
CREATE INDEX report_runs_of_platform ON report_runs (reader_id) WHERE report = 'platform-report';
