-- The hits of the day that are one show's, of the logs that it is counted from (`sources`), and what they name.
CREATE OR REPLACE TEMP VIEW hits AS
FROM read_parquet(getvariable('hits'), union_by_name = true) SEMI JOIN sources USING (source)
WHERE client IS NOT NULL AND owner = getvariable('owner');

CREATE OR REPLACE TEMP TABLE names AS
SELECT DISTINCT
    file, is_published, path, guid, kind, recording, threshold_bytes, application_number, application, device
FROM read_parquet(getvariable('hits'), union_by_name = true)
WHERE client IS NULL AND (owner = getvariable('owner') OR owner IS NULL);

-- What others were asked for, and what nobody publishes: to this show all that is not published.
CREATE OR REPLACE TEMP VIEW strangers AS
FROM read_parquet(getvariable('strangers'))
ANTI JOIN (
    SELECT plain_number FROM read_parquet(getvariable('hits'), union_by_name = true)
    WHERE client IS NULL AND owner = getvariable('owner')
) USING (plain_number);
