-- Standard logs, version 2, as JSON: one object a line, every value a text, `-` for none.
CREATE OR REPLACE TEMP VIEW cloudfront_lines AS
SELECT filename AS file, {fields}
FROM read_json(
    getvariable('logs'), columns = {schema}, compression = '{compression}',
    format = 'newline_delimited', ignore_errors = true, filename = true
);
