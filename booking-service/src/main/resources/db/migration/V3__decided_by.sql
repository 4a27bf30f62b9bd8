-- Who made the outcome of a session final. Of what was decided before, as far as its times tell: an admin decides what is contested or
-- final already.
ALTER TABLE mentoring_sessions
    ADD COLUMN decided_by text,
    ADD CONSTRAINT mentoring_sessions_decided_by_known CHECK (decided_by IN ('admin', 'agreement', 'deadline'));

SELECT set_config('app.roles', 'service', true);
UPDATE mentoring_sessions
   SET decided_by = CASE
       WHEN status <> 'no-show' OR contested_at IS NOT NULL OR decided_at > contestable_until THEN 'admin'
       WHEN decided_at = contestable_until THEN 'deadline'
       ELSE 'agreement' END
 WHERE decided_at IS NOT NULL;
