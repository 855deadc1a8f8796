-- Fastly, JSON as its own sample format names the fields, with two of ours. Source: Fastly Documentation, "Custom log
-- formats". The format of the logging endpoint:
--   {"timestamp": "%{strftime(\{"%Y-%m-%dT%H:%M:%S"\}, time.start)}V", "client_ip": "%{req.http.Fastly-Client-IP}V",
--    "geo_country": "%{client.geo.country_code}V", "url": "%{json.escape(req.url)}V", "request_method": "%m",
--    "request_user_agent": "%{json.escape(req.http.User-Agent)}V", "response_status": %>s,
--    "response_body_size": %B, "fastly_is_edge": %{if(fastly.ff.visits_this_service == 0, "true", "false")}V,
--    "content_range": "%{resp.http.Content-Range}V", "request_id": "%{req.xid}V"}
-- With shielding a request is logged twice: only the line of the edge, which the client spoke to, is one of ours.
CREATE OR REPLACE TEMP VIEW requests AS
SELECT
    filename AS file,
    try_cast("timestamp" AS TIMESTAMP)::DATE AS day,
    client_ip AS address,
    request_method AS method,
    response_status AS status,
    "url" AS path,
    request_user_agent AS agent,
    upper(geo_country) AS country,
    CASE WHEN response_status = 206 THEN stretch_start(content_range) ELSE 0 END AS first_byte,
    stretch_end(content_range) AS last_byte,
    coalesce(response_body_size, 0) AS sent_bytes,
    hash(coalesce(
        request_id,
        concat_ws(' ', "timestamp", client_ip, request_user_agent, "url", content_range, response_body_size)
    )) AS request,
    request_id IS NOT NULL AS has_identifier
FROM read_json(
    getvariable('logs'), compression = '{compression}', format = 'newline_delimited', ignore_errors = true,
    filename = true, columns = {
        'timestamp': 'VARCHAR', 'client_ip': 'VARCHAR', 'geo_country': 'VARCHAR', 'url': 'VARCHAR',
        'request_method': 'VARCHAR', 'request_user_agent': 'VARCHAR', 'response_status': 'USMALLINT',
        'response_body_size': 'BIGINT', 'fastly_is_edge': 'BOOLEAN', 'content_range': 'VARCHAR',
        'request_id': 'VARCHAR'
    }
)
WHERE fastly_is_edge IS DISTINCT FROM false;
