-- The hits of one day, as they leave the map: no address, no user agent, no salt. The hash of address and user agent
-- stands for the client; the address was cut before. `log` tells the lines of one log from those of another where
-- requests have no identifier.
SELECT
    CASE WHEN NOT grouped.has_identifier THEN hash(grouped.file) END AS log,
    hash(sha256(getvariable('salt') || network(grouped.address) || chr(10) || grouped.agent)) AS client,
    agents.application, agents.device, agents.role,
    NULL::VARCHAR AS country,
    published.guid, published.kind, published.recording, published.threshold_bytes,
    coalesce(published.key, plain_path(grouped.path)) AS path,
    published.key IS NOT NULL AS is_published,
    grouped.pieces
FROM grouped
LEFT JOIN published ON published.path = plain_path(grouped.path)
LEFT JOIN agents ON agents.agent = grouped.agent
WHERE grouped.day = getvariable('day')
