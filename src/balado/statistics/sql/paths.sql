-- The paths of a batch, as its logs write them, and the files that they name: published ones by their key.
CREATE OR REPLACE TEMP TABLE paths AS
WITH written AS (
    SELECT path_number, plain_path(path) AS plain
    FROM (SELECT path_number, any_value(path) AS path FROM read_requests GROUP BY path_number)
)
SELECT
    written.path_number, published.key IS NOT NULL AS is_published, coalesce(published.key, written.plain) AS name,
    hash(name, is_published) AS file,
    published.guid, published.kind, published.recording, published.threshold_bytes
FROM written LEFT JOIN published ON published.path = written.plain;
