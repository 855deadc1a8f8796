-- What each client was given, and whether that is a download: of a recording, whose threshold was delivered. Files of
-- one recording (the pieces of a stream) are added; where they have different thresholds, the part of each that was
-- reached; what such a sum lacks for having been divided is less than any byte.
CREATE OR REPLACE TEMP TABLE recordings AS
WITH parts AS (
    SELECT
        client, episode, recording,
        sum(delivered_bytes) / threshold_bytes AS part,
        sum(requests)::BIGINT AS requests
    FROM delivered JOIN files USING (file)
    GROUP BY client, episode, recording, threshold_bytes
)
SELECT client, episode, recording, sum(part) >= 1 - 1e-9 AS is_download, sum(requests)::BIGINT AS requests
FROM parts
GROUP BY client, episode, recording;
