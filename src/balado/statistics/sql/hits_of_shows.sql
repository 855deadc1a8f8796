-- The hits of one day for several shows: one of each request for each show that published what was asked for, or one of
-- owner 0 where none did; `is_first` tells one of each request. A client is hashed with the salt of the show, and so is
-- what tells requests apart: by neither are two shows' clients known for one. `source` tells the logs from each other.
-- By show, so that each reads little more than its own.
SELECT
    owner, is_first, hash(logs.name) AS source, CASE WHEN NOT has_identifier THEN hash(logs.name) END AS log,
    hash(secret_digest(owner, network(address)), read_requests.agent) AS client, country, application_number,
    paths.file, paths.plain_number, outcome_for(role, outcome, is_published) AS outcome,
    status, first_byte, last_byte, hash(request, getvariable('salts')[owner + 1]) AS request
FROM read_requests
JOIN logs USING (log)
JOIN paths USING (path_number)
JOIN agents USING (agent_number)
WHERE day = getvariable('day')
ORDER BY owner
