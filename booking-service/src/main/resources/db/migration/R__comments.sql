-- Comments on tables and columns. Those on functions stand with the functions.
COMMENT ON COLUMN availability.id IS 'Unique identifier for each availability entry.';
COMMENT ON COLUMN availability.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN availability.start_time IS 'Start time of the availability.';
COMMENT ON COLUMN availability.end_time IS 'End time of the availability.';
COMMENT ON COLUMN availability.status IS 'Status of the availability (default is ''available'').';
COMMENT ON COLUMN availability.created_at IS 'Timestamp of when the entry was created.';
COMMENT ON TABLE bookings IS 'Stores booking information for mentoring sessions.';
COMMENT ON COLUMN bookings.id IS 'Unique identifier for each booking.';
COMMENT ON COLUMN bookings.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN bookings.mentor_name IS 'Name of the mentor.';
COMMENT ON COLUMN bookings.mentor_email IS 'Email of the mentor.';
COMMENT ON COLUMN bookings.user_id IS 'Identifier for the user.';
COMMENT ON COLUMN bookings.user_email IS 'Email of the user.';
COMMENT ON COLUMN bookings.session_type IS 'Type of the session.';
COMMENT ON COLUMN bookings.meeting_id IS 'Identifier for the meeting.';
COMMENT ON COLUMN bookings.meeting_url IS 'URL for the meeting.';
COMMENT ON COLUMN bookings.status IS 'Status of the booking (default is ''confirmed'').';
COMMENT ON COLUMN bookings.created_at IS 'Timestamp of when the booking was created.';
COMMENT ON COLUMN mentor_availability.id IS 'Unique identifier for each availability entry.';
COMMENT ON COLUMN mentor_availability.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN mentor_availability.start_time IS 'Start time of the availability.';
COMMENT ON COLUMN mentor_availability.end_time IS 'End time of the availability.';
COMMENT ON COLUMN mentor_availability.recurrence IS 'Recurrence information for the availability.';
COMMENT ON TABLE mentoring_sessions IS 'Stores information about mentoring sessions.';
COMMENT ON COLUMN mentoring_sessions.id IS 'Unique identifier for each session.';
COMMENT ON COLUMN mentoring_sessions.mentor_id IS 'Identifier for the mentor.';
COMMENT ON COLUMN mentoring_sessions.mentee_id IS 'Identifier for the mentee.';
COMMENT ON COLUMN mentoring_sessions.status IS 'Status of the session (e.g., upcoming, active, completed, cancelled).';
COMMENT ON COLUMN mentoring_sessions.start_time IS 'Start time of the session.';
COMMENT ON COLUMN mentoring_sessions.end_time IS 'End time of the session.';
COMMENT ON COLUMN mentoring_sessions.cancelled_at IS 'Timestamp of when the session was cancelled.';
COMMENT ON COLUMN mentoring_sessions.created_at IS 'Timestamp of when the session was created.';
COMMENT ON TABLE booking_terms IS 'What a mentor asks of bookings: approval, limits, notice of changes. No row: nothing.';
COMMENT ON TABLE calendars_with_separate_entries IS 'Connected calendars that show bookings as entries of their own, apart from invitations by mail.';
COMMENT ON TABLE external_busy IS 'When a mentor is busy by a calendar elsewhere; all that is known of it, replaced as a whole.';
COMMENT ON TABLE mentors IS 'The local copy of mentors: who may be booked, and what a booking shows of them.';
COMMENT ON TABLE next_free_times IS 'When each mentor can be booked next by somebody without bookings, as it was published last.';
COMMENT ON COLUMN next_free_times.next_free_at IS 'The earliest start over all session types; NULL where none is free as far ahead as one can book.';
COMMENT ON COLUMN next_free_times.recheck_at IS 'After this time it is computed again though nothing changed; NULL where only a change can make a time free.';
COMMENT ON COLUMN next_free_times.version IS 'How many events of it were published.';
COMMENT ON TABLE outdated_next_free_times IS 'Changes after which the next free time of a mentor is to be computed again.';
COMMENT ON TABLE people IS 'The local copy of people: names, addresses, zones and languages.';
COMMENT ON COLUMN people.disabled IS 'Whether the person cannot sign in; links of mails do not work either then.';
COMMENT ON COLUMN people.changed_at IS 'When the account changed last; null where it is not known.';
COMMENT ON COLUMN mentors.changed_at IS 'When the profile changed last; null where it is not known.';
COMMENT ON TABLE schedules IS 'What a mentor offers: zone, session types, interval, notice, window; its version grows with every edit.';
COMMENT ON TABLE mail_languages IS 'The language that people want to be written to in, instead of that of the account; null for none.';
COMMENT ON TABLE hidden_addresses IS 'Who does not show the address to the other side of a booking.';
COMMENT ON TABLE scheduled_cancellations IS 'Bookings that are to be cancelled because their mentor was suspended.';
COMMENT ON TABLE mentee_activity IS 'What a mentee did with a mentor in the last day: when something was changed, and what time was held.';
COMMENT ON TABLE offered_days IS 'How much time each mentor offered, and how much was booked, on each day that was published.';

COMMENT ON TABLE mentor_availability IS 'Rules: the first window, and how it recurs on the wall clock of the mentor';
COMMENT ON TABLE availability IS 'Dated windows beside the rules: available adds time, blocked removes it';
COMMENT ON TABLE availability_overrides IS
    'Days on which something else counts than the rules, on the wall clock of the mentor';
COMMENT ON COLUMN availability_overrides.last_day IS 'Included';
COMMENT ON COLUMN availability_overrides.kind IS
    'off blocks the windows, or the whole days; other-hours count instead of those of the rules, extra-hours besides';
COMMENT ON COLUMN availability_overrides.windows IS
    'Of each of the days, from start to end as HH:MM, whose end is on the next day unless it is after the start; empty for whole days';
COMMENT ON TABLE meeting_links IS 'Where mentors meet who have a room of their own; without a row sessions meet in a new one';
COMMENT ON COLUMN schedules.version IS 'The version of the settings in this row';
COMMENT ON COLUMN schedules.schedule_version IS
    'Grows with every change of settings, rules, windows, overrides or external busy times: a booking is made under the schedule that it was checked against';
COMMENT ON COLUMN external_busy.version IS
    'Of the event that it comes from: an older one changes nothing. 0 is older than any';
COMMENT ON COLUMN booking_terms.most_per_day IS 'On a day of the mentor''s calendar; NULL for any number';
COMMENT ON COLUMN booking_terms.most_per_week IS 'From Monday to Sunday on the mentor''s calendar; NULL for any number';
COMMENT ON COLUMN booking_terms.change_notice_minutes IS
    'How long before its start a mentee may cancel or move a confirmed session at the latest; 0 for until the start';
COMMENT ON COLUMN schedules.own_time_zone IS
    'Whether the mentor has chosen time_zone for the schedule alone; otherwise it follows the account, or the profile where the account has none';
COMMENT ON COLUMN mentor_availability.local_start IS
    'The start of the first window on the clock of the schedule''s zone, which is what counts; NULL for that of start_time';
COMMENT ON COLUMN mentor_availability.local_end IS 'The end of the first window, as local_start';
COMMENT ON COLUMN offered_days.day IS 'On the mentor''s calendar';
COMMENT ON COLUMN bookings.date IS 'The start on the mentor''s calendar, YYYY-MM-DD; start_time is the authority';
COMMENT ON COLUMN bookings."time" IS 'Time of the session.';
COMMENT ON COLUMN bookings.occupied IS 'The session with the buffers before and after it';
COMMENT ON TABLE occupied IS
    'When people are in sessions, requests, holds and proposed moves, as mentor (with buffers) or as mentee: one at a time';
COMMENT ON COLUMN bookings.proposed_start_time IS
    'Where one side proposes to move it; all of the proposal is NULL unless it waits for the answer of the other side';
COMMENT ON COLUMN bookings.proposed_occupied IS 'The proposed time with the buffers before and after it';
COMMENT ON COLUMN bookings.proposed_by IS 'Which side proposes to move it: mentor or mentee';
COMMENT ON COLUMN bookings.proposal_expires_at IS 'Until when the other side may answer; past it the proposed time is free';
COMMENT ON COLUMN bookings.buffer_before_minutes IS 'Of the session type as it was booked: a move keeps to what was agreed, whatever the schedule says by then';
COMMENT ON COLUMN bookings.buffer_after_minutes IS 'As buffer_before_minutes';
COMMENT ON COLUMN bookings.change_notice_minutes IS 'The notice of changes that it was booked under';
COMMENT ON COLUMN bookings.sequence IS 'The SEQUENCE of the calendar entry (RFC 5546): grows when it is moved or cancelled';
COMMENT ON COLUMN bookings.expires_at IS
    'Until when it is held, or may be answered; NULL when it neither is held nor was left unanswered. Past it the row occupies nothing';
COMMENT ON COLUMN bookings.changeable_until IS 'Until when its mentee may cancel or move it once it is confirmed; NULL for until its start';
COMMENT ON COLUMN mentoring_sessions.events IS 'How many events this session has; a move has an event of its booking alone';
COMMENT ON COLUMN mentoring_sessions.absent IS 'Who did not come; NULL unless the status is no-show';
COMMENT ON COLUMN mentoring_sessions.reported_by IS 'Which side said that somebody did not come; stays when it is decided that the session took place';
COMMENT ON COLUMN mentoring_sessions.reported_at IS 'When somebody was reported not to have come';
COMMENT ON COLUMN mentoring_sessions.contestable_until IS 'Until when the other side may contest the report';
COMMENT ON COLUMN mentoring_sessions.contested_by IS 'Which side contested the report';
COMMENT ON COLUMN mentoring_sessions.contested_absent IS 'Who did not come according to the side that contests; NULL where it says that the session took place';
COMMENT ON COLUMN mentoring_sessions.decided_at IS 'When the outcome became final: both sides agreed, an admin decided, or nobody contested the report in time';
COMMENT ON COLUMN mentoring_sessions.decided_by IS 'Who made it final: admin, agreement (of both sides) or deadline; NULL before';
COMMENT ON TYPE offered_slot IS 'A slot that the slot engine has found to be offered: the argument of the functions that take it';
COMMENT ON COLUMN booking_terms.most_standing_per_mentee IS 'How many future requests and confirmed bookings one mentee may have';
COMMENT ON COLUMN booking_terms.most_changes_per_mentee_and_day IS
    'How often one mentee may book or move within 24 hours; cancellations count, and are never refused';
COMMENT ON COLUMN booking_terms.most_moves_per_booking IS 'How often each side may move a booking';
COMMENT ON COLUMN bookings.mentee_moves IS 'How often its mentee has moved it';
COMMENT ON COLUMN bookings.mentor_moves IS 'How often its mentor has moved it';
COMMENT ON TABLE booking_questions IS 'What mentors asked about requests before they decided, and what mentees answered; goes with either side.';
COMMENT ON COLUMN booking_questions.number IS 'Of the questions about a booking, from 1 to 3';
COMMENT ON COLUMN booking_questions.answer IS 'NULL until the mentee has answered, and for ever where the request ended before';
COMMENT ON COLUMN bookings.cancelled_by IS 'mentor, mentee, admin or system; of a declined one admin, or NULL for its mentor';
