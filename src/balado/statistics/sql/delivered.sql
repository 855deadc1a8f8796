-- The distinct bytes that a client was given of each file. Stretches are united, so that what was sent twice counts
-- once: each adds what lies behind the furthest byte of those that begin before it. Bytes that a log does not place are
-- added. Where one request alone brought the threshold, or was alone, there is nothing to unite.
CREATE OR REPLACE TEMP VIEW eligible AS
SELECT
    client, application_number, country, file, first_byte, last_byte, times,
    CASE
        WHEN first_byte IS NULL THEN coalesce(last_byte, 0) ELSE greatest(0, coalesce(last_byte, -1) - first_byte + 1)
    END AS length
FROM requests_once
WHERE outcome = outcome_number(NULL);

CREATE OR REPLACE TEMP TABLE longest AS
SELECT
    client, file, any_value(application_number) AS application_number, max(country) AS country,
    sum(times)::BIGINT AS requests, max(length) AS delivered_bytes, count(*) AS stretches
FROM eligible
GROUP BY client, file;

CREATE OR REPLACE TEMP VIEW delivered AS
WITH in_parts AS (
    SELECT client, file
    FROM longest JOIN files USING (file)
    WHERE stretches > 1 AND delivered_bytes < threshold_bytes
), placed AS (
    SELECT
        client, file, first_byte, last_byte, length,
        max(last_byte) OVER (
            PARTITION BY client, file ORDER BY first_byte, last_byte
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS furthest
    FROM eligible SEMI JOIN in_parts USING (client, file)
    WHERE first_byte IS NOT NULL
), united AS (
    SELECT client, file, sum(greatest(0, last_byte - greatest(first_byte, coalesce(furthest + 1, 0)) + 1)) AS bytes
    FROM placed
    GROUP BY client, file
    UNION ALL
    SELECT client, file, sum(length) FROM eligible SEMI JOIN in_parts USING (client, file)
    WHERE first_byte IS NULL
    GROUP BY client, file
), added AS (
    SELECT client, file, least(sum(bytes), 1::HUGEINT << 62)::BIGINT AS bytes FROM united GROUP BY client, file
)
SELECT
    client, application_number, country, file, requests,
    coalesce(added.bytes, delivered_bytes) AS delivered_bytes
FROM longest LEFT JOIN added USING (client, file);
