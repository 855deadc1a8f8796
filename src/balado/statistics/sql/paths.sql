-- The paths of a batch, as its logs write them, and plain.
CREATE OR REPLACE TEMP TABLE paths AS
SELECT DISTINCT path, plain_path(path) AS plain FROM grouped;
