-- Exports have a subject of their own: an erasure finds them by the person.
CREATE INDEX outbox_exports_by_person ON outbox ((data ->> 'user_id')) WHERE topic = 'mentoring.exports';
