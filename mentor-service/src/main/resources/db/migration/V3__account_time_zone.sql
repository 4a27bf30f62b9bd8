-- The zone that the account of a mentor has, in which days without times in a connected calendar are meant; NULL until the account has one.
-- That of the profile is the mentor's to say, and stays as it was when the mentor applied.
ALTER TABLE mentors ADD COLUMN account_time_zone text;
