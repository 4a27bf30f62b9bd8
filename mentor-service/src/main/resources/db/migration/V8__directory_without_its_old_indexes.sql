-- What searched in the database two versions ago is read by nobody any more, yet every change of the directory kept it. The
-- columns stay for one version more: the version before selects all there are, and would fail if one went.
DROP INDEX mentor_directory_document, mentor_directory_names, mentor_directory_expertise,
    mentor_directory_by_rating, mentor_directory_by_age, mentor_directory_by_name;
COMMENT ON COLUMN mentor_directory.document IS 'Read by nobody any more';
COMMENT ON COLUMN mentor_directory.names IS 'Read by nobody any more';
COMMENT ON COLUMN mentor_directory.expertise_keys IS 'Read by nobody any more';
