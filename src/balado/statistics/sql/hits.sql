-- The hits of one day, one for each request, as they leave the map: no address, no user agent, no salt. `log` tells the
-- lines of one log from those of another where requests have no identifier. Files and applications are numbers.
SELECT
    CASE WHEN NOT has_identifier THEN hash(logs.name) END AS log,
    client, country, application_number, paths.file,
    outcome_for(role, outcome, is_published) AS outcome,
    status, first_byte, last_byte, request
FROM read_requests
JOIN logs USING (log)
JOIN paths USING (path_number)
JOIN agents USING (agent_number)
WHERE day = getvariable('day')
