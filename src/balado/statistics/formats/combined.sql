-- nginx and Apache, "combined", with fields of ours behind it where the server was told to write them:
--   nginx   log_format balado '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
--                             '"$http_referer" "$http_user_agent" "$sent_http_content_range" $request_id';
--   Apache  LogFormat "%h %l %u %t \"%r\" %>s %B \"%{Referer}i\" \"%{User-Agent}i\" \"%{Content-Range}o\" %L" balado
-- Without them nobody knows which part of a file was sent (206): such bytes are added. A field that holds what the
-- client asked for (Range) is understood too. A line without an identifier is known by all of its text.
CREATE OR REPLACE TEMP VIEW requests AS
WITH fields AS (
    SELECT
        file, line,
        regexp_extract(
            line,
            '^(\S+) \S+ .*?\[([^\]]+)\] "([A-Z]+) (\S+)[^"]*" (\d+) (\d+|-) "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)"(?: "([^"]*)")?(?: ([0-9A-Za-z_-]{16,}))?',
            ['address', 'time', 'method', 'path', 'status', 'sent', 'agent', 'stretch', 'request']
        ) AS field
    FROM lines
)
SELECT
    file,
    day_of(field.time) AS day,
    nullif(field.address, '') AS address,
    field.method AS method,
    try_cast(field.status AS USMALLINT) AS status,
    nullif(field.path, '') AS path,
    field.agent AS agent,
    NULL::VARCHAR AS country,
    CASE WHEN field.status = '206' THEN stretch_start(field.stretch) ELSE 0 END AS first_byte,
    CASE WHEN field.status = '206' THEN stretch_end(field.stretch) END AS last_byte,
    coalesce(try_cast(field.sent AS BIGINT), 0) AS sent_bytes,
    CASE WHEN field.request = '' THEN hash(line) ELSE hash(field.request) END AS request,
    field.request != '' AS has_identifier
FROM fields;
