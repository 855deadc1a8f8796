-- The hits of one day, as they leave the map: no address, no user agent, no salt. The hash of address and user agent
-- stands for the client; the address was cut before. `log` tells the lines of one log from those of another where
-- requests have no identifier. Files and applications are numbers here; rows without a client tell what they stand for.
SELECT
    CASE WHEN NOT grouped.has_identifier THEN hash(logs.name) END AS log,
    hash(sha256(getvariable('salt') || network(grouped.address) || chr(10) || coalesce(grouped.agent, ''))) AS client,
    hash(agents.application, agents.device) AS application_number,
    agents.role, grouped.country, paths.file, paths.is_published, grouped.pieces
FROM grouped
JOIN logs USING (file)
LEFT JOIN agents ON agents.agent IS NOT DISTINCT FROM grouped.agent
LEFT JOIN paths ON paths.path IS NOT DISTINCT FROM grouped.path
WHERE grouped.day = getvariable('day')
UNION ALL BY NAME
SELECT DISTINCT file, is_published, name AS path, guid, kind, recording, threshold_bytes FROM paths
UNION ALL BY NAME
SELECT DISTINCT hash(application, device) AS application_number, application, device FROM agents
