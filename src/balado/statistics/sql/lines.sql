-- How many lines of each log are of which day; those without a day are no requests.
SELECT logs.file, day, count(*) AS lines
FROM read_requests JOIN logs USING (log)
GROUP BY ALL
