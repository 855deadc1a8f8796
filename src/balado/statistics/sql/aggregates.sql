-- A day as it is kept. `measure` tells what a row counts:
--   downloads  by episode, kind of file, application, device and country
--   episode    an episode's recordings, of whatever kind
--   show       all recordings of the show
--   requests   by what became of them (`reason`)
--   failed     404 and 403, by path; one that is none of the show's is named where at least five clients asked for it
CREATE OR REPLACE TEMP VIEW aggregates AS
WITH counted AS (SELECT DISTINCT client, guid, kind FROM downloads),
recordings AS (SELECT * FROM counted WHERE kind IN ('audio', 'film')),
reached AS (SELECT DISTINCT client, recording, kind FROM downloads),
failures AS (
    SELECT path, is_published, status, sum(times)::BIGINT AS requests, count(DISTINCT client) AS clients
    FROM verdicts
    WHERE verdict = 'failed'
    GROUP BY ALL
),
rows_of_day AS (
    SELECT
        'downloads' AS measure, guid, kind, application, device, country,
        count(*) AS downloads, count(DISTINCT client) AS listeners
    FROM counted JOIN clients USING (client)
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'episode' AS measure, guid, count(*) AS downloads, count(DISTINCT client) AS listeners
    FROM recordings
    GROUP BY guid
    UNION ALL BY NAME
    SELECT 'show' AS measure, count(*) AS downloads, count(DISTINCT client) AS listeners
    FROM recordings
    UNION ALL BY NAME
    SELECT
        'requests' AS measure,
        coalesce(verdict, CASE WHEN reached.client IS NULL THEN 'below_threshold' ELSE 'counted' END) AS reason,
        sum(times)::BIGINT AS requests
    FROM verdicts LEFT JOIN reached USING (client, recording, kind)
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT
        'failed' AS measure,
        CASE WHEN is_published OR clients >= 5 THEN path END AS path,
        status, is_published, sum(requests)::BIGINT AS requests
    FROM failures
    GROUP BY ALL
)
SELECT
    getvariable('day')::DATE AS day, measure, guid, kind, application, device, country, reason, status, path,
    is_published, downloads, listeners, requests
FROM rows_of_day
ORDER BY ALL
