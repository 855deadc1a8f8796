-- The hits of one day, as they leave the map: no address, no user agent, no salt. The hash of address and user agent
-- stands for the client; the address was cut before. `log` tells the lines of one log from those of another where
-- requests have no identifier.
SELECT
    CASE WHEN NOT grouped.has_identifier THEN hash(grouped.file) END AS log,
    hash(sha256(getvariable('salt') || network(grouped.address) || chr(10) || coalesce(grouped.agent, ''))) AS client,
    agents.application, agents.device, agents.role,
    grouped.country,
    published.guid, published.kind, published.recording, published.threshold_bytes,
    coalesce(published.key, paths.plain) AS path,
    published.key IS NOT NULL AS is_published,
    grouped.pieces
FROM grouped
LEFT JOIN agents ON agents.agent IS NOT DISTINCT FROM grouped.agent
LEFT JOIN paths ON paths.path IS NOT DISTINCT FROM grouped.path
LEFT JOIN published ON published.path = paths.plain
WHERE grouped.day = getvariable('day')
