-- Preferences are changed by their owners, who see a version of them.
ALTER TABLE preferences
    ADD COLUMN version bigint NOT NULL DEFAULT 1,
    ADD CONSTRAINT preferences_never_silence_what_must_be_told CHECK (NOT kinds_off && ARRAY
        ['booking-requested', 'booking-confirmed', 'booking-declined', 'booking-expired', 'booking-rescheduled',
         'booking-cancelled', 'application-approved']),
    ADD CONSTRAINT preferences_reminders_within_a_week CHECK (5 <= ALL (reminder_minutes) AND 10080 >= ALL (reminder_minutes)),
    ADD CONSTRAINT preferences_locale_offered CHECK (locale IN ('en', 'de', 'es', 'fr', 'hi', 'ar'));
