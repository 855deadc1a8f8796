-- The paths of a batch, as its logs write them, and the files that they name: published ones by their key. A path that
-- several shows publish is a file of each of them; `is_first` tells one row of each path.
CREATE OR REPLACE TEMP TABLE paths AS
WITH written AS (
    SELECT path_number, plain_path(path) AS plain
    FROM (SELECT path_number, any_value(path) AS path FROM read_requests GROUP BY path_number)
)
SELECT
    written.path_number, written.plain, hash(written.plain) AS plain_number,
    coalesce(published.owner, 0)::UINTEGER AS owner,
    row_number() OVER (PARTITION BY written.path_number ORDER BY published.owner, published.key) = 1 AS is_first,
    published.key IS NOT NULL AS is_published, coalesce(published.key, written.plain) AS name,
    hash(name, is_published) AS file,
    published.guid, published.kind, published.recording, published.threshold_bytes
FROM written LEFT JOIN published ON published.path = written.plain;
