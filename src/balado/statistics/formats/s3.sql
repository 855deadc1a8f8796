-- S3 server access logs, as AWS, Scaleway and OVHcloud write them, and Ceph for its bucket logging. Source: Amazon S3
-- User Guide, "Amazon S3 server access log format".
--
-- They tell how many bytes of a file were sent, and not which: those of a partial answer (206) stand nowhere, and are
-- added. An application that asks twice for the same part is given a download a little too early.
CREATE OR REPLACE TEMP VIEW requests AS
WITH fields AS (
    SELECT
        file,
        regexp_extract(
            line,
            '^\S+ \S+ \[([^\]]+)\] (\S+) \S+ (\S+) \w+\.(\w+)\.\S+ (\S+) (?:"(?:.*?)"|-) (\d+|-) \S+ (\d+|-) (\d+|-) \S+ \S+ (?:"(?:.*?)"|-) (?:"(.*?)"|-) \S+',
            ['time', 'address', 'request', 'method', 'key', 'status', 'sent', 'size', 'agent']
        ) AS field
    FROM lines
)
SELECT
    file,
    day_of(field.time) AS day,
    nullif(field.address, '') AS address,
    field.method AS method,
    try_cast(field.status AS USMALLINT) AS status,
    nullif(field.key, '') AS path,
    field.agent AS agent,
    NULL::VARCHAR AS country,
    CASE WHEN field.status = '206' THEN NULL ELSE 0 END AS first_byte,
    CASE WHEN field.status != '206' THEN bounded_bytes(try_cast(field.size AS BIGINT)) - 1 END AS last_byte,
    coalesce(try_cast(field.sent AS BIGINT), 0) AS sent_bytes,
    hash(field.request) AS request,
    true AS has_identifier
FROM fields;
