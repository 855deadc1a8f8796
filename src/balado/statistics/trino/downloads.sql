-- Downloads and listeners by day (UTC), show and episode, from CloudFront's standard logs: for Trino, and Athena (engine
-- version 3). The row without a guid is the whole show. Its parameters are the first day and the last, as texts:
-- '2026-11-01'. Nothing but these figures leaves it: clients are compared within the query, and written nowhere.
--
-- Tables: cloudfront_logs, the logs (names of columns as in Amazon's documentation of Athena); balado_published and
-- balado_agents, which lie beside this file.
WITH lines AS (
    -- Every request once, from however many logs.
    SELECT DISTINCT
        CAST("date" AS varchar) AS day,
        c_ip AS address,
        coalesce(nullif(cs_user_agent, '-'), '') AS agent,
        cs_uri_stem AS path,
        cs_method AS method,
        TRY_CAST(CAST(sc_status AS varchar) AS bigint) AS status,
        -- No number that stands in a line may end the count of the others: so many bytes has no file.
        greatest(least(TRY_CAST(CAST(sc_bytes AS varchar) AS bigint), 70368744177664), 0) AS sent_bytes,
        greatest(least(TRY_CAST(CAST(sc_content_len AS varchar) AS bigint), 70368744177664), 0) AS length,
        coalesce(
            greatest(least(TRY_CAST(CAST(sc_range_start AS varchar) AS bigint), 70368744177664), 0), 0
        ) AS first_byte,
        greatest(least(TRY_CAST(CAST(sc_range_end AS varchar) AS bigint), 70368744177664), -1) AS range_end,
        x_edge_request_id AS request
    FROM cloudfront_logs
    WHERE CAST("date" AS varchar) BETWEEN ? AND ?
),
agents AS (
    -- What user agents are: the first pattern that is found decides.
    SELECT agent, min_by(role, place) AS role
    FROM (
        SELECT
            agent,
            substr(coalesce(TRY(url_decode(replace(agent, '+', '%2B'))), agent), 1, 1000) AS sent
        FROM lines
        GROUP BY agent
    ) AS written
    JOIN balado_agents ON regexp_like(sent, pattern)
    GROUP BY agent
),
delivered AS (
    -- The stretch of a file that a listener was given: the answer was to end somewhere, or broke off before.
    SELECT
        day,
        podcast,
        guid,
        kind,
        recording,
        key,
        threshold_bytes,
        -- IPv6 is cut to the network of a household; IPv4 that is written as IPv6 is IPv4.
        concat(
            CASE
                WHEN strpos(address, ':') = 0 THEN address
                WHEN strpos(address, '.') > 0 THEN regexp_extract(address, '[0-9.]+$')
                ELSE coalesce(CAST(ip_prefix(TRY_CAST(address AS ipaddress), 64) AS varchar), address)
            END,
            ' ',
            agent
        ) AS client,
        first_byte,
        least(
            coalesce(range_end, length - 1, first_byte + sent_bytes - 1),
            coalesce(first_byte + sent_bytes - 1, range_end, length - 1)
        ) AS last_byte,
        status
    FROM lines
    LEFT JOIN agents USING (agent)
    JOIN balado_published
        ON balado_published.path = regexp_replace(
            coalesce(
                TRY(url_decode(replace(split_part(lines.path, '?', 1), '+', '%2B'))), split_part(lines.path, '?', 1)
            ),
            '^/+',
            ''
        )
    WHERE method = 'GET' AND status IN (200, 206) AND coalesce(role, 'listener') = 'listener'
),
placed AS (
    -- Two bytes are asked for to see whether a file is there.
    SELECT
        *,
        max(last_byte) OVER (
            PARTITION BY day, client, podcast, key
            ORDER BY first_byte, last_byte
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS furthest
    FROM delivered
    WHERE last_byte >= first_byte AND NOT (status = 206 AND first_byte = 0 AND last_byte <= 1)
),
united AS (
    -- Stretches of a file are united, so that what was sent twice counts once.
    SELECT
        day,
        podcast,
        client,
        guid,
        kind,
        recording,
        sum(greatest(0, last_byte - greatest(first_byte, coalesce(furthest + 1, 0)) + 1))
        / CAST(min(threshold_bytes) AS double) AS part
    FROM placed
    GROUP BY day, podcast, client, guid, kind, recording, key
),
downloads AS (
    -- A recording counts once the bytes that came reach its threshold: its tags, and one minute.
    SELECT DISTINCT day, podcast, client, guid, kind
    FROM (
        SELECT day, podcast, client, guid, kind, sum(part) AS part
        FROM united
        GROUP BY day, podcast, client, guid, kind, recording
    ) AS recordings
    WHERE part >= 1 - 1e-9 AND kind IN ('audio', 'film')
)
SELECT day, podcast, guid, count(*) AS downloads, count(DISTINCT client) AS listeners
FROM downloads
GROUP BY GROUPING SETS ((day, podcast, guid), (day, podcast))
ORDER BY day, podcast, guid
