ALTER TABLE people ADD COLUMN disabled boolean NOT NULL DEFAULT false;
