-- The hits of one day, one for each request, as they leave the map: no address, no user agent, no salt. `log` tells the
-- lines of one log from those of another where requests have no identifier. Files and applications are numbers; rows
-- without a client tell what these stand for.
SELECT
    CASE WHEN NOT has_identifier THEN hash(logs.name) END AS log,
    client, country, application_number, paths.file,
    CASE
        WHEN is_bot THEN outcome_number('bot')
        WHEN outcome BETWEEN outcome_number('method') AND outcome_number('status') THEN outcome
        WHEN NOT is_published THEN outcome_number('not_published')
        WHEN is_watch THEN outcome_number('watch')
        ELSE outcome
    END AS outcome,
    status, first_byte, last_byte, request
FROM read_requests
JOIN logs USING (log)
JOIN paths USING (path_number)
JOIN numbered_clients USING (client_number)
WHERE day = getvariable('day')
UNION ALL BY NAME
SELECT DISTINCT file, is_published, name AS path, guid, kind, recording, threshold_bytes FROM paths
UNION ALL BY NAME
SELECT DISTINCT application_number, application, device FROM agents
