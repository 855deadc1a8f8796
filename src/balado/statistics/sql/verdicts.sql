-- Why a request counts for nothing: the first reason that holds; NULL where it may be part of a download.
CREATE OR REPLACE TEMP TABLE verdicts AS
SELECT
    *,
    CASE
        WHEN role = 'bot' THEN 'bot'
        WHEN outcome != 'two_bytes' THEN outcome
        WHEN NOT is_published THEN 'not_published'
        WHEN role = 'watch' THEN 'watch'
        ELSE outcome
    END AS verdict
FROM requests_once;
