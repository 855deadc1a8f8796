-- Standard logs, version 2, as Parquet.
CREATE OR REPLACE TEMP VIEW cloudfront_lines AS
SELECT filename AS file, {fields}
FROM read_parquet(getvariable('logs'), filename = true, union_by_name = true);
