-- The hits of the day, read where they lie: each step takes the columns that it needs. The rows without a client name
-- files and applications, which stand in tables of their own here.
CREATE OR REPLACE TEMP VIEW hits AS
FROM read_parquet(getvariable('hits'), union_by_name = true)
WHERE client IS NOT NULL;

CREATE OR REPLACE TEMP TABLE names AS
SELECT DISTINCT
    file, is_published, path, guid, kind, recording, threshold_bytes, application_number, application, device
FROM read_parquet(getvariable('hits'), union_by_name = true)
WHERE client IS NULL;

-- Where all hits are of one show, nothing is another's.
CREATE OR REPLACE TEMP VIEW strangers AS
SELECT ''::VARCHAR AS path, 0::UTINYINT AS outcome, 0::USMALLINT AS status, 0::BIGINT AS requests, 0::BIGINT AS clients
WHERE false;
