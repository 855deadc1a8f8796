-- CloudFront standard logs: W3C, one request a line, tabs between fields, blanks and quotes in values percent-encoded.
-- Source: Amazon CloudFront Developer Guide, "Standard logging reference".
--
-- sc-bytes counts the headers of the response too. What was delivered ends at the end that the response named
-- (sc-range-end, sc-content-len), or sc-bytes after its start, whichever comes first.
CREATE OR REPLACE TEMP VIEW requests AS
SELECT
    filename AS file,
    date AS day,
    "c-ip" AS address,
    "cs-method" AS method,
    "sc-status" AS status,
    "cs-uri-stem" AS path,
    "cs(User-Agent)" AS agent,
    coalesce(try_cast("sc-range-start" AS BIGINT), 0) AS first_byte,
    coalesce(try_cast("sc-range-end" AS BIGINT), try_cast("sc-content-len" AS BIGINT) - 1) AS last_byte,
    try_cast("sc-bytes" AS BIGINT) AS sent_bytes,
    hash("x-edge-request-id") AS request,
    true AS has_identifier
FROM read_csv(
    getvariable('logs'), columns = {columns},
    delim = '\t', header = false, quote = '', escape = '', comment = '#', auto_detect = false,
    null_padding = true, ignore_errors = true, store_rejects = true, rejects_limit = 0
);
