-- Every request of the day, of the logs in `sources`, as it is to a show that did not publish what was asked for.
CREATE OR REPLACE TEMP VIEW hits AS
SELECT
    log, client, country, application_number, plain_number AS file,
    CASE
        WHEN outcome IN (outcome_number(NULL), outcome_number('watch'), outcome_number('two_bytes'))
        THEN outcome_number('not_published')
        ELSE outcome
    END AS outcome,
    status, first_byte, last_byte, request
FROM read_parquet(getvariable('hits'), union_by_name = true) SEMI JOIN sources USING (source)
WHERE client IS NOT NULL AND is_first;
