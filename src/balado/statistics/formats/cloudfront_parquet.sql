-- Standard logs, version 2, as Parquet.
CREATE OR REPLACE TEMP VIEW cloudfront_lines AS
SELECT {file} AS file, {fields}
FROM read_parquet(getvariable('logs'), filename = '{file}', union_by_name = true, hive_partitioning = false);
