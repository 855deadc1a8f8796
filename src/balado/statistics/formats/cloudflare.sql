-- Cloudflare Logpush, dataset http_requests: JSON, one object a line. Source: Cloudflare Docs, "HTTP requests" (log
-- fields). A partial answer is placed where the job logs the header Content-Range of answers (custom fields,
-- `ResponseHeaders`); else its bytes are added. Times are texts (RFC 3339), seconds or nanoseconds, as the job says.
CREATE OR REPLACE TEMP VIEW requests AS
SELECT
    filename AS file,
    coalesce(
        try_cast(EdgeStartTimestamp AS TIMESTAMP)::DATE,
        try(make_timestamp(CASE
            WHEN try_cast(EdgeStartTimestamp AS BIGINT) < 100_000_000_000
                THEN try_cast(EdgeStartTimestamp AS BIGINT) * 1_000_000
            ELSE try_cast(EdgeStartTimestamp AS BIGINT) // 1000
        END)::DATE)
    ) AS day,
    ClientIP AS address,
    ClientRequestMethod AS method,
    EdgeResponseStatus AS status,
    coalesce(ClientRequestURI, ClientRequestPath) AS path,
    ClientRequestUserAgent AS agent,
    upper(ClientCountry) AS country,
    CASE
        WHEN EdgeResponseStatus = 206 THEN stretch_start(ResponseHeaders['content-range']) ELSE 0
    END AS first_byte,
    stretch_end(ResponseHeaders['content-range']) AS last_byte,
    coalesce(EdgeResponseBodyBytes, EdgeResponseBytes, 0) AS sent_bytes,
    CASE
        WHEN RayID IS NOT NULL THEN hash(RayID)
        ELSE hash(
            EdgeStartTimestamp, ClientIP, ClientRequestUserAgent, coalesce(ClientRequestURI, ClientRequestPath),
            ResponseHeaders['content-range']
        )
    END AS request,
    RayID IS NOT NULL AS has_identifier
FROM read_json(
    getvariable('logs'), compression = '{compression}', format = 'newline_delimited', ignore_errors = true,
    filename = true, columns = {
        'EdgeStartTimestamp': 'VARCHAR', 'ClientIP': 'VARCHAR', 'ClientRequestMethod': 'VARCHAR',
        'EdgeResponseStatus': 'USMALLINT', 'ClientRequestURI': 'VARCHAR', 'ClientRequestPath': 'VARCHAR',
        'ClientRequestUserAgent': 'VARCHAR', 'ClientCountry': 'VARCHAR', 'EdgeResponseBodyBytes': 'BIGINT',
        'EdgeResponseBytes': 'BIGINT', 'RayID': 'VARCHAR', 'ResponseHeaders': 'MAP(VARCHAR, VARCHAR)'
    }
);
