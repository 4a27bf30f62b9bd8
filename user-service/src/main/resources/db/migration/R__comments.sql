-- Comments for the documentation of the database, of tables and columns; those of functions stand with the functions.

COMMENT ON TABLE user_info IS 'Stores basic user information.';
COMMENT ON COLUMN user_info.id IS 'Unique identifier for each user.';
COMMENT ON COLUMN user_info.created_at IS 'Timestamp of when the user was created.';
COMMENT ON COLUMN user_info.mentor IS 'Indicates if the user is a mentor.';
COMMENT ON COLUMN user_info.mentee IS 'Indicates if the user is a mentee.';
COMMENT ON COLUMN user_info.name IS 'User''s name.';
COMMENT ON TABLE users IS 'Stores user account information.';
COMMENT ON COLUMN users.user_id IS 'Unique identifier for each user.';
COMMENT ON COLUMN users.created_at IS 'Timestamp of when the user was created.';
COMMENT ON COLUMN users.name IS 'User''s name.';
COMMENT ON COLUMN users.linkedin IS 'User''s LinkedIn profile link.';
COMMENT ON COLUMN users.dob IS 'User''s date of birth.';
COMMENT ON TABLE mentees IS 'Stores information about mentees.';
COMMENT ON COLUMN mentees.id IS 'Unique identifier for each mentee.';
COMMENT ON COLUMN mentees.user_id IS 'Identifier for the user.';
COMMENT ON COLUMN mentees.name IS 'Mentee''s name.';
COMMENT ON COLUMN mentees.email IS 'Mentee''s email address.';
COMMENT ON COLUMN mentees.dob IS 'Mentee''s date of birth.';
COMMENT ON COLUMN mentees.created_at IS 'Timestamp of when the mentee was created.';
COMMENT ON COLUMN mentees.linkedin IS 'Mentee''s LinkedIn profile link.';
COMMENT ON COLUMN mentees.biography IS 'Mentee''s biography.';
COMMENT ON COLUMN mentees.linkedin_url IS 'Mentee''s LinkedIn URL.';
COMMENT ON COLUMN mentees.role IS 'Role of the user (default is ''mentee'').';
COMMENT ON COLUMN mentees.profile_image_url IS 'URL for the mentee''s profile image.';
COMMENT ON TABLE bookers IS 'Which mentee has booked which mentor: mentors see those first who booked them.';
COMMENT ON TABLE mentor_decisions IS
    'Kept from events, also for people without an account yet. A decision outweighs what an older token says';
COMMENT ON COLUMN users.time_zone IS 'IANA id';
COMMENT ON COLUMN users.locale IS 'BCP 47 language tag';
COMMENT ON COLUMN user_info.email IS 'As in the access token, in lower case';
COMMENT ON COLUMN user_info.email_verified IS 'Whether the identity provider had verified the address';
COMMENT ON COLUMN user_info.email_as_of IS 'When the token was issued that told the address and the flags';
