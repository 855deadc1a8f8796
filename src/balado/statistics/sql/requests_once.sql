-- Every request once. A store may deliver a line twice, and a folder may hold a log under two names: requests that have
-- an identifier are told apart by it; others by their whole line, of which as many stand as in the log that has most.
CREATE OR REPLACE TEMP TABLE requests_once AS
WITH in_logs AS (
    SELECT log, client, role, file, is_published, outcome, status, first_byte, last_byte, request, count(*) AS copies
    FROM hits
    WHERE log IS NOT NULL
    GROUP BY ALL
)
SELECT * EXCLUDE (log, copies), max(copies) AS times FROM in_logs GROUP BY ALL
UNION ALL
SELECT DISTINCT client, role, file, is_published, outcome, status, first_byte, last_byte, request, 1
FROM hits
WHERE log IS NULL;
