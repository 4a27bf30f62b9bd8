-- When an admin last had a mail sent again.
ALTER TABLE messages ADD COLUMN resent_at timestamptz;
