-- Requests that failed, the most frequent first.
SELECT coalesce(path, '') AS path, status, sum(requests)::BIGINT AS requests, bool_or(is_published) AS is_published
FROM aggregates
WHERE measure = 'failed'
GROUP BY ALL
ORDER BY requests DESC, path, status
