-- What is handed on as a table. A row about fewer than five listeners does not say what they use, nor where they are.
WITH told AS (
    SELECT
        day, guid, kind,
        CASE WHEN listeners < 5 THEN 'other' ELSE application END AS application,
        CASE WHEN listeners < 5 THEN 'other' ELSE device END AS device,
        CASE WHEN listeners < 5 THEN NULL ELSE country END AS country,
        downloads, listeners
    FROM aggregates
    WHERE measure = 'downloads'
)
SELECT
    day, guid, kind, application, device, country,
    sum(downloads)::BIGINT AS downloads, sum(listeners)::BIGINT AS listeners
FROM told
GROUP BY ALL
ORDER BY ALL
