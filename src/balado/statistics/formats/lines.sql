-- The lines of logs that are no tables, as they are.
CREATE OR REPLACE TEMP VIEW lines AS
SELECT filename AS file, line
FROM read_csv(
    getvariable('logs'), columns = {'line': 'VARCHAR'}, compression = '{compression}',
    delim = '\x01', header = false, quote = '', escape = '', auto_detect = false,
    null_padding = true, ignore_errors = true, store_rejects = true, rejects_limit = 0
)
WHERE line IS NOT NULL AND NOT starts_with(line, '#');
