-- Triggers that the functions applied before no longer need. In a transaction of its own: bookings lock occupied before and after
-- their own table, so that whoever locks both would wait for them, and they for him.
DROP TRIGGER IF EXISTS occupied_outdates_next_free_time ON occupied;
