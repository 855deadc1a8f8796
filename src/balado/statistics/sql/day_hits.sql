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

CREATE OR REPLACE TEMP TABLE files AS
SELECT
    file, is_published, path, guid, kind, threshold_bytes,
    hash(guid, kind) AS episode, hash(guid, kind, recording) AS recording,
    count(*) OVER (PARTITION BY guid, kind, recording) AS parts
FROM names
WHERE path IS NOT NULL;

-- Episodes by kind of file. `is_alone` tells those whose guid has no other kind of recording: film beside sound.
CREATE OR REPLACE TEMP TABLE episodes AS
SELECT
    episode, guid, kind, kind IN ('audio', 'film') AS is_recording,
    count(*) FILTER (kind IN ('audio', 'film')) OVER (PARTITION BY guid) = 1 AS is_alone
FROM (SELECT DISTINCT episode, guid, kind FROM files WHERE is_published);

CREATE OR REPLACE TEMP TABLE applications AS
SELECT DISTINCT application_number, application, device FROM names WHERE application IS NOT NULL;
