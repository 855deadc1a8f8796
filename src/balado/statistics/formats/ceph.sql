-- The operations log of a Ceph object gateway: JSON, one object a line. Source: Ceph documentation, "Ops Log". It does
-- not tell which part of a file a partial answer was; see s3.sql.
CREATE OR REPLACE TEMP VIEW requests AS
SELECT
    filename AS file,
    try_cast("time" AS TIMESTAMP)::DATE AS day,
    remote_addr AS address,
    split_part(uri, ' ', 1) AS method,
    try_cast(http_status AS USMALLINT) AS status,
    coalesce(nullif("object", ''), regexp_replace(split_part(uri, ' ', 2), '^/[^/]*/', '')) AS path,
    user_agent AS agent,
    NULL::VARCHAR AS country,
    CASE WHEN http_status = '206' THEN NULL ELSE 0 END AS first_byte,
    NULL::BIGINT AS last_byte,
    coalesce(bytes_sent, 0) AS sent_bytes,
    CASE
        WHEN trans_id IS NOT NULL THEN hash(trans_id) ELSE hash("time", remote_addr, user_agent, uri, bytes_sent)
    END AS request,
    trans_id IS NOT NULL AS has_identifier
FROM read_json(
    getvariable('logs'), compression = '{compression}', format = 'newline_delimited', ignore_errors = true,
    filename = true, columns = {
        'time': 'VARCHAR', 'remote_addr': 'VARCHAR', 'uri': 'VARCHAR', 'http_status': 'VARCHAR', 'object': 'VARCHAR',
        'user_agent': 'VARCHAR', 'bytes_sent': 'BIGINT', 'trans_id': 'VARCHAR'
    }
);
