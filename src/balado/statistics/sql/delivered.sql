-- The distinct bytes that a client was given of each file: stretches are united, so that what was sent twice counts
-- once. Each adds what lies behind the furthest byte of those before it. Bytes that a log does not place are added.
CREATE OR REPLACE TEMP TABLE delivered AS
WITH stretches AS (
    SELECT
        *,
        max(last_byte) OVER (
            PARTITION BY client, path ORDER BY first_byte, last_byte
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS furthest
    FROM verdicts
    WHERE verdict IS NULL
)
SELECT
    client, guid, kind, recording, threshold_bytes, path,
    sum(greatest(0, last_byte - greatest(first_byte, coalesce(furthest + 1, 0)) + 1))::BIGINT AS delivered_bytes
FROM stretches
GROUP BY ALL;
