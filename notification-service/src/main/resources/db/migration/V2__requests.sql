-- Bookings that a mentor wants to be asked about.
ALTER TABLE messages
    DROP CONSTRAINT messages_kind_known,
    ADD CONSTRAINT messages_kind_known CHECK (kind IN
        ('booking-requested', 'booking-confirmed', 'booking-declined', 'booking-expired', 'booking-rescheduled',
         'booking-cancelled'));
