-- A page of the directory is read off one of these, however deep it lies; each ends in what tells equals apart.
CREATE INDEX mentor_directory_by_rating ON mentor_directory (coalesce(rating_mean, 0) DESC, mentor_id DESC);
CREATE INDEX mentor_directory_by_age ON mentor_directory (created_at DESC, mentor_id DESC);
CREATE INDEX mentor_directory_by_name ON mentor_directory (lower(name) COLLATE "C", mentor_id);
