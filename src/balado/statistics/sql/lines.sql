-- How many lines of each log are of which day; those without a day are no requests, as those that could not be split.
SELECT file, try_cast(day AS DATE) AS day, sum(len(pieces))::BIGINT AS lines
FROM grouped
GROUP BY ALL
UNION ALL
SELECT file_path, NULL, count(DISTINCT line)
FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
GROUP BY ALL
