-- What each client was given, and whether that is a download: of a recording, whose threshold was delivered. Files of
-- one recording (the pieces of a stream) are added; where they have different thresholds, the part of each that was
-- reached; what such a sum lacks for having been divided is less than any byte. Most recordings are one file.
CREATE OR REPLACE TEMP TABLE recordings AS
WITH given AS (
    FROM delivered JOIN files USING (file)
), of_threshold AS (
    SELECT
        client, episode, recording, any_value(application_number) AS application_number, max(country) AS country,
        sum(delivered_bytes) / threshold_bytes AS part, sum(requests) AS requests
    FROM given
    WHERE parts > 1
    GROUP BY client, episode, recording, threshold_bytes
)
SELECT
    client, application_number, country, episode, delivered_bytes >= threshold_bytes AS is_download, requests
FROM given
WHERE parts = 1
UNION ALL
SELECT
    client, any_value(application_number), max(country), episode, sum(part) >= 1 - 1e-9, sum(requests)::BIGINT
FROM of_threshold
GROUP BY client, episode, recording;
