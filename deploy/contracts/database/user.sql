-- Who has an account, and as what
SELECT u.user_id, u.name, i.mentor, i.mentee, u.created_at
  FROM users u JOIN user_info i ON i.email IS NOT NULL AND i.name = u.name
 ORDER BY u.created_at DESC
 LIMIT 20;

-- Mentees by a part of their name
SELECT id, name, biography FROM mentees WHERE name ILIKE '%linus%' ORDER BY name;
