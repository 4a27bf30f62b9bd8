-- What the available time slots of a mentor are computed from: rules
SELECT start_time, end_time, recurrence
  FROM mentor_availability
 WHERE mentor_id = '0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001';

-- … dated windows
SELECT start_time, end_time, status
  FROM availability
 WHERE mentor_id = '0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001' AND end_time > now()
 ORDER BY start_time;

-- … and the time that is taken
SELECT lower(occupied) AS from_time, upper(occupied) AS to_time, status
  FROM bookings
 WHERE mentor_id = '0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001'
   AND (status = 'confirmed' OR status IN ('held', 'pending') AND expires_at > now())
 ORDER BY 1;

-- Bookings by state and day
SELECT date, status, count(*) FROM bookings GROUP BY date, status ORDER BY date, status;

-- Sessions to come
SELECT id, mentor_id, mentee_id, start_time, end_time
  FROM mentoring_sessions
 WHERE status = 'upcoming' AND start_time > now()
 ORDER BY start_time
 LIMIT 20;
