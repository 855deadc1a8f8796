-- The hits of the day, read where they lie: each step takes the columns that it needs. The rows without a client name
-- files and applications, which stand in tables of their own here.
CREATE OR REPLACE TEMP VIEW hits AS FROM read_parquet(getvariable('hits')) WHERE client IS NOT NULL;

CREATE OR REPLACE TEMP TABLE files AS
SELECT
    file, is_published, path, guid, kind, threshold_bytes,
    hash(guid, kind) AS episode, hash(guid, kind, recording) AS recording,
    count(*) OVER (PARTITION BY guid, kind, recording) AS parts
FROM (
    SELECT DISTINCT file, is_published, path, guid, kind, recording, threshold_bytes
    FROM read_parquet(getvariable('hits'))
    WHERE client IS NULL AND path IS NOT NULL
);

CREATE OR REPLACE TEMP TABLE applications AS
SELECT DISTINCT application_number, application, device
FROM read_parquet(getvariable('hits'))
WHERE client IS NULL AND application IS NOT NULL;
