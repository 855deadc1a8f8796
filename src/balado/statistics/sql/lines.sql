-- How many lines of each log are of which day; those without a day are no requests.
SELECT file, day, sum(len(pieces))::BIGINT AS lines
FROM grouped
GROUP BY ALL
