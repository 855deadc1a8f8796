-- Every request once, where some may stand twice. A store may deliver a line twice, and a folder may hold a log under
-- two names: requests that have an identifier are told apart by it; others by their whole line, of which as many stand
-- as in the log that has most. Of two lines of a request one alone may tell the country.
CREATE OR REPLACE TEMP TABLE requests_once AS
WITH in_logs AS (
    SELECT
        log, client, application_number, file, outcome, status, first_byte, last_byte, request,
        max(country) AS country, count(*) AS copies
    FROM hits
    WHERE log IS NOT NULL
    GROUP BY ALL
)
SELECT * EXCLUDE (log, country, copies), max(country) AS country, max(copies) AS times FROM in_logs GROUP BY ALL
UNION ALL
SELECT
    client, application_number, file, outcome, status, first_byte, last_byte, request, max(country) AS country,
    1 AS times
FROM hits
WHERE log IS NULL
GROUP BY ALL;
