-- Each day as a whole: downloads and listeners of all recordings, and what became of its requests.
SELECT
    day,
    coalesce(sum(downloads) FILTER (measure = 'show'), 0)::BIGINT AS downloads,
    coalesce(sum(listeners) FILTER (measure = 'show'), 0)::BIGINT AS listeners,
    map_from_entries(coalesce(
        list({'key': reason, 'value': requests} ORDER BY reason) FILTER (measure = 'requests'), []
    )) AS requests
FROM aggregates
GROUP BY day
ORDER BY day
