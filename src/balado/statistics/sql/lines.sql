-- How many lines of each log are of which day; those without a day are no requests.
SELECT logs.file, day, lines
FROM (SELECT log, day, count(*) AS lines FROM read_requests GROUP BY log, day) JOIN logs USING (log)
