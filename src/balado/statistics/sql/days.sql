-- The aggregates of all days that are asked for.
CREATE OR REPLACE TEMP VIEW aggregates AS FROM read_parquet(getvariable('days'), union_by_name = true)
