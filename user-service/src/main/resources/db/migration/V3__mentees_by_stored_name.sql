-- Row security applies before anything that could tell of a hidden row, and lower() might: a comparison with lower(name) was never
-- looked up in the index, so a page cost more the deeper it lay. Comparing a stored text cannot tell, and is looked up.
ALTER TABLE mentees ADD COLUMN name_key text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED;
CREATE INDEX mentees_by_name_key ON mentees (name_key, id);
DROP INDEX mentees_by_name;
