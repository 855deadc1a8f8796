-- Every request once. A store may deliver a line twice, and a folder may hold a log under two names: requests that have
-- an identifier are told apart by it; others by their whole line, of which as many stand as in the log that has most.
CREATE OR REPLACE TEMP TABLE requests_once AS
WITH pieces AS (
    SELECT log, client, role, file, is_published, unnest(pieces, recursive := true) FROM hits
), in_logs AS (
    SELECT *, count(*) AS copies FROM pieces GROUP BY ALL
)
SELECT * EXCLUDE (log, copies), max(CASE WHEN log IS NULL THEN 1 ELSE copies END) AS times FROM in_logs GROUP BY ALL;
