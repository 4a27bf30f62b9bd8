-- The specification's sample query: all free time slots of a mentor. Rules are calendar arithmetic, which the slot engine does;
-- this gathers what it works from, as one line for ./platform slots, so that what an operator sees is what people can book:
--
--   psql -qAt -v mentor=… -f booking-service/queries/free-slots-of-a-mentor.sql booking | ./platform slots
--
-- For the mentor's first session type and the time in which the mentor can be booked now. Days and weeks that are full by
-- most_per_day or most_per_week are not left out: GET /api/v1/slots does that.
SELECT jsonb_build_object(
           'tz', s.time_zone,
           'rules', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'start', coalesce(to_char(r.local_start, 'YYYY-MM-DD"T"HH24:MI:SS'), rfc3339(r.start_time)),
                                'end', coalesce(to_char(r.local_end, 'YYYY-MM-DD"T"HH24:MI:SS'), rfc3339(r.end_time)),
                                'recurrence', r.recurrence - 'time_zone')), '[]')
                       FROM mentor_availability r WHERE r.mentor_id = s.mentor_id),
           'windows', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                  'start', rfc3339(w.start_time), 'end', rfc3339(w.end_time), 'status', w.status)), '[]')
                         FROM availability w WHERE w.mentor_id = s.mentor_id AND w.end_time > now()),
           'overrides', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                    'first_day', o.first_day, 'last_day', o.last_day, 'kind', o.kind, 'windows', o.windows)), '[]')
                           FROM availability_overrides o WHERE o.mentor_id = s.mentor_id),
           'busy', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                               'start', rfc3339(lower(taken.time)), 'end', rfc3339(upper(taken.time)))), '[]')
                      FROM (SELECT unnest(occupied_ranges(b, s.mentor_id, now())) AS time
                              FROM (SELECT DISTINCT o.booking_id FROM occupied o
                                     WHERE o.person = s.mentor_id AND o.during && tstzrange(now(), NULL)) o
                              JOIN bookings b ON b.id = o.booking_id
                            UNION ALL
                            SELECT unnest(e.busy) FROM external_busy e WHERE e.mentor_id = s.mentor_id) taken
                     WHERE NOT isempty(taken.time)),
           'from', rfc3339(now()),
           'to', rfc3339(now() + make_interval(days => s.booking_window_days)),
           'now', rfc3339(now()),
           'duration_minutes', t.type -> 'duration_minutes',
           'interval_minutes', s.slot_interval_minutes,
           'minimum_notice_minutes', s.minimum_notice_minutes,
           'buffer_before_minutes', t.type -> 'buffer_before_minutes',
           'buffer_after_minutes', t.type -> 'buffer_after_minutes')
  FROM schedules s
  JOIN mentors m ON m.id = s.mentor_id AND m.status = 'approved'
 CROSS JOIN LATERAL (SELECT s.session_types -> 0 AS type) t
 WHERE s.mentor_id = :'mentor';
