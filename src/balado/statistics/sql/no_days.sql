-- The aggregates of no day.
CREATE OR REPLACE TEMP VIEW aggregates AS
SELECT
    NULL::DATE AS day, ''::VARCHAR AS measure, ''::VARCHAR AS guid, ''::VARCHAR AS kind, ''::VARCHAR AS application,
    ''::VARCHAR AS device, ''::VARCHAR AS country, ''::VARCHAR AS reason, ''::VARCHAR AS status, ''::VARCHAR AS path,
    false AS is_published, 0::BIGINT AS downloads, 0::BIGINT AS listeners, 0::BIGINT AS requests
WHERE false
