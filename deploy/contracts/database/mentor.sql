-- Approved mentors with a kind of expertise
SELECT m.id, m.name, m.rating_mean
  FROM mentors m
  JOIN mentor_expertise e ON e.mentor_id = m.id
  JOIN expertise_tags t ON t.id = e.tag_id
 WHERE m.status = 'approved' AND t.name = 'compilers'
 ORDER BY m.rating_mean DESC NULLS LAST;

-- How many mentors have each kind of expertise
SELECT t.name, count(e.mentor_id) AS mentors
  FROM expertise_tags t LEFT JOIN mentor_expertise e ON e.tag_id = t.id
 GROUP BY t.name
 ORDER BY mentors DESC, t.name;
