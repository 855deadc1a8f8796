-- A day as it is kept. `measure` tells what a row counts:
--   downloads  by episode, kind of file, application, device and country
--   episode    of an episode's recordings, of whatever kind
--   show       of all recordings of the show
--   requests   by what became of them (`reason`)
--   failed     answers 404 and 403, by path; a path of nothing published is named where five clients asked for it
CREATE OR REPLACE TEMP VIEW aggregates AS
WITH cells AS (
    SELECT
        episode, coalesce(application, 'other') AS application, coalesce(device, 'other') AS device, countries.country,
        count(*) AS downloads, count(*) AS listeners
    FROM downloads
    LEFT JOIN common_applications USING (application_number)
    LEFT JOIN countries USING (client)
    GROUP BY ALL
),
rejected AS (
    SELECT outcomes()[outcome] AS reason, sum(requests)::BIGINT AS requests
    FROM (
        SELECT outcome, sum(times)::BIGINT AS requests FROM requests_once
        WHERE outcome != outcome_number(NULL)
        GROUP BY outcome
        UNION ALL
        SELECT outcome, requests FROM strangers
    )
    GROUP BY outcome
),
failures AS (
    SELECT path, files.is_published, status, sum(times)::BIGINT AS requests, count(DISTINCT client) AS clients
    FROM requests_once JOIN files USING (file)
    WHERE outcome = outcome_number('failed')
    GROUP BY ALL
    UNION ALL
    SELECT path, false AS is_published, status, requests, clients FROM strangers
    WHERE outcome = outcome_number('failed')
),
rows_of_day AS (
    SELECT
        'downloads' AS measure, guid, kind, application, device, country, downloads, listeners
    FROM cells JOIN episodes USING (episode)
    UNION ALL BY NAME
    SELECT
        'episode' AS measure, guid, count(*) AS downloads,
        count(*) FILTER (is_alone) + count(DISTINCT client) FILTER (NOT is_alone) AS listeners
    FROM downloads JOIN episodes USING (episode)
    WHERE is_recording
    GROUP BY guid
    UNION ALL BY NAME
    SELECT 'show' AS measure, sum(downloads)::BIGINT AS downloads, sum(listeners)::BIGINT AS listeners
    FROM (
        SELECT count(*) AS downloads, 0 AS listeners FROM downloads JOIN episodes USING (episode) WHERE is_recording
        UNION ALL
        SELECT 0, count(*) FROM clients WHERE is_listener
    )
    UNION ALL BY NAME
    SELECT 'requests' AS measure, reason, requests FROM rejected
    UNION ALL BY NAME
    SELECT
        'requests' AS measure, CASE WHEN is_download THEN 'counted' ELSE 'below_threshold' END AS reason,
        sum(requests)::BIGINT AS requests
    FROM recordings
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT
        'failed' AS measure, CASE WHEN is_published OR clients >= 5 THEN path END AS path,
        status, is_published, sum(requests)::BIGINT AS requests
    FROM failures
    GROUP BY ALL
)
SELECT
    getvariable('day')::DATE AS day, measure, guid, kind, application, device, country, reason, status, path,
    is_published, downloads, listeners, requests
FROM rows_of_day
ORDER BY ALL
