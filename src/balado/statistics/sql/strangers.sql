-- What became of the requests, by path, to those who did not publish it; of failures the number of clients.
SELECT
    plain_number, plain AS path, outcome, status, sum(times)::BIGINT AS requests,
    count(DISTINCT client) FILTER (outcome = outcome_number('failed')) AS clients
FROM requests_once JOIN (
    SELECT DISTINCT plain_number, plain FROM read_parquet(getvariable('hits'), union_by_name = true)
    WHERE client IS NULL AND plain_number IS NOT NULL
) ON plain_number = file
GROUP BY ALL
