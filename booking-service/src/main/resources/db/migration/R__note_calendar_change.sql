-- Keeps what calendars go by: the sequence grows with the confirmation of a request too (RFC 5546, section 2.1.4), and changed_at
-- says when what a calendar shows changed last, so that the file and the mail of one state carry the same DTSTAMP.
CREATE OR REPLACE FUNCTION note_calendar_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'pending' AND NEW.status = 'confirmed' AND NEW.sequence = OLD.sequence THEN
        NEW.sequence := OLD.sequence + 1;
    END IF;
    NEW.changed_at := now();
    RETURN NEW;
END $$;

COMMENT ON FUNCTION note_calendar_change IS 'Notes when what calendars show of a booking changed.';

CREATE OR REPLACE TRIGGER bookings_note_calendar_change BEFORE UPDATE ON bookings
    FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.sequence <> NEW.sequence)
    EXECUTE FUNCTION note_calendar_change();
