-- Standard logs: W3C, tabs between fields, which a line at the head names; `-` for no value; blanks and quotes in values
-- percent-encoded. `schema` holds the fields of that line, and behind them those that it lacks.
CREATE OR REPLACE TEMP VIEW cloudfront_lines AS
SELECT filename AS file, *
FROM read_csv(
    getvariable('logs'), columns = {schema}, compression = '{compression}',
    delim = '\t', header = false, quote = '', escape = '', comment = '#', nullstr = '-', auto_detect = false,
    null_padding = true, ignore_errors = true, store_rejects = true, rejects_limit = 0
);
