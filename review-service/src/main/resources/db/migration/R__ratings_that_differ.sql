-- The mentors whose kept rating is not what their reviews come to: none, unless somebody changed rows by hand.
CREATE OR REPLACE VIEW ratings_that_differ AS
    SELECT mentor_id
      FROM (SELECT mentor_id, ARRAY[count(*) FILTER (WHERE rating = 1), count(*) FILTER (WHERE rating = 2),
                                    count(*) FILTER (WHERE rating = 3), count(*) FILTER (WHERE rating = 4),
                                    count(*) FILTER (WHERE rating = 5)] AS stars
              FROM (SELECT DISTINCT ON (mentor_id, mentee_id) mentor_id, rating FROM mentor_reviews WHERE shown
                     ORDER BY mentor_id, mentee_id, id DESC) AS latest
             GROUP BY mentor_id) AS counted
      FULL JOIN (SELECT mentor_id, ARRAY[stars_1, stars_2, stars_3, stars_4, stars_5] AS stars
                   FROM mentor_ratings) AS kept USING (mentor_id)
     WHERE coalesce(counted.stars, '{0,0,0,0,0}') <> coalesce(kept.stars, '{0,0,0,0,0}');

COMMENT ON VIEW ratings_that_differ IS 'Ratings that are not what the reviews come to; empty unless something is wrong.';
