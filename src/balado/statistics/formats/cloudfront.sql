-- CloudFront, in whatever form its fields come. Source: Amazon CloudFront Developer Guide, "Standard logging
-- reference".
--
-- sc-bytes counts the headers of the answer too. What was delivered ends where the answer was to end (sc-range-end,
-- sc-content-len), or sc-bytes behind its start, whichever comes first.
CREATE OR REPLACE TEMP VIEW requests AS
SELECT
    file,
    "date" AS day,
    c_ip AS address,
    cs_method AS method,
    sc_status AS status,
    cs_uri_stem AS path,
    cs_user_agent AS agent,
    c_country AS country,
    coalesce(sc_range_start, 0) AS first_byte,
    coalesce(sc_range_end, bounded_bytes(sc_content_len) - 1) AS last_byte,
    sc_bytes AS sent_bytes,
    CASE
        WHEN x_edge_request_id IS NOT NULL THEN hash(x_edge_request_id)
        ELSE hash("date", "time", c_ip, cs_user_agent, cs_uri_stem, sc_range_start)
    END AS request,
    x_edge_request_id IS NOT NULL AS has_identifier
FROM cloudfront_lines;
