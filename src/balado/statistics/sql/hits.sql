-- The hits of one day, one for each request, as they leave the map: no address, no user agent, no salt. `log` tells the
-- lines of one log from those of another where requests have no identifier. Files and applications are numbers.
SELECT
    CASE WHEN NOT has_identifier THEN hash(logs.name) END AS log,
    client, country, application_number, paths.file,
    CASE
        WHEN role = 'bot' THEN outcome_number('bot')
        WHEN outcome BETWEEN outcome_number('listed_network') AND outcome_number('status') THEN outcome
        WHEN NOT is_published THEN outcome_number('not_published')
        WHEN role = 'watch' THEN outcome_number('watch')
        ELSE outcome
    END AS outcome,
    status, first_byte, last_byte, request
FROM read_requests
JOIN logs USING (log)
JOIN paths USING (path_number)
JOIN agents USING (agent_number)
WHERE day = getvariable('day')
