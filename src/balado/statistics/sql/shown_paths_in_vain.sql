-- Paths that were asked for in vain on the last days, the most frequent first: since when, how often, with which answer
-- at last. Those of hardly anybody have no path.
SELECT
    path, arg_max(status, day)::VARCHAR AS status, sum(requests)::BIGINT AS requests, min(day) AS since,
    bool_or(is_published) AS is_published
FROM aggregates
WHERE measure = 'failed' AND path IS NOT NULL
GROUP BY path
HAVING max(day) > getvariable('lately')::DATE
ORDER BY requests DESC, path
