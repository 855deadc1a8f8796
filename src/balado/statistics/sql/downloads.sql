-- What a client has downloaded: a recording of which the threshold was delivered. Files of one recording (the pieces of
-- a stream) are added; where they have different thresholds, the part of each that was reached.
CREATE OR REPLACE TEMP TABLE downloads AS
WITH parts AS (
    SELECT client, guid, kind, recording, sum(delivered_bytes) / threshold_bytes AS part
    FROM delivered
    GROUP BY client, guid, kind, recording, threshold_bytes
)
SELECT client, guid, kind, recording FROM parts GROUP BY ALL HAVING sum(part) >= 1;
