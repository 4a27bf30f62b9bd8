-- All feedback for a mentor
SELECT rating, feedback, reply, created_at
  FROM mentor_reviews
 WHERE mentor_id = '0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001'
 ORDER BY created_at DESC;

-- The mean rating of each mentor
SELECT mentor_id, round(avg(rating), 2) AS mean, count(*) AS reviews
  FROM mentor_reviews
 GROUP BY mentor_id
 ORDER BY mean DESC, reviews DESC;
