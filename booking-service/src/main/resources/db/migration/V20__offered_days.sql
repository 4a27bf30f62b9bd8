-- How much time a mentor offered on a day that is over, and how much of it was booked: what others are told, once.
CREATE TABLE offered_days (
    mentor_id       uuid    NOT NULL,
    day             date    NOT NULL,
    offered_minutes integer NOT NULL,
    booked_minutes  integer NOT NULL,
    PRIMARY KEY (mentor_id, day),
    CONSTRAINT offered_days_book_what_is_offered CHECK (0 <= booked_minutes AND booked_minutes <= offered_minutes)
);
COMMENT ON COLUMN offered_days.day IS 'On the mentor''s calendar';

ALTER TABLE offered_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE offered_days FORCE ROW LEVEL SECURITY;
CREATE POLICY offered_days_service_alone ON offered_days USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT ON offered_days TO "${app_role}";
