-- Downloads of recordings by application, by device and by country; and the most listeners that each has of one
-- episode on one day, which is the least that it has on that day.
WITH recordings AS (
    SELECT * FROM aggregates WHERE measure = 'downloads' AND kind IN ('audio', 'film')
), named AS (
    SELECT day, guid, kind, 'application' AS what, application AS name, downloads, listeners FROM recordings
    UNION ALL
    SELECT day, guid, kind, 'device', device, downloads, listeners FROM recordings
    UNION ALL
    SELECT day, guid, kind, 'country', country, downloads, listeners FROM recordings
), of_day AS (
    SELECT what, name, sum(downloads) AS downloads, sum(listeners) AS listeners
    FROM named
    GROUP BY what, name, day, guid, kind
)
SELECT
    what,
    CASE WHEN name IS NULL OR name = 'other' THEN '' ELSE name END AS name,
    sum(downloads)::BIGINT AS downloads,
    max(listeners)::BIGINT AS most_listeners
FROM of_day
GROUP BY ALL
ORDER BY ALL
