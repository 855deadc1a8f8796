-- The lines of each log of this batch that could not be split into fields.
SELECT file_path, NULL::DATE AS day, count(DISTINCT line) AS lines
FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
WHERE file_path IN (SELECT file FROM logs)
GROUP BY ALL
