-- Requests brought together by who asked for what on which day: everything behind this step works on clients, not on
-- lines. A piece is one request: what its own line rejects it for, and the stretch of the file that was delivered, both
-- ends included. `first_byte` is NULL where the log does not tell where that begins; `last_byte` is then how many bytes
-- they are. A line without path, status or address is no request, and has no day.
CREATE OR REPLACE TEMP TABLE grouped AS
SELECT
    file,
    CASE WHEN path IS NOT NULL AND status IS NOT NULL AND address IS NOT NULL THEN day END AS day,
    address, agent, path, country, has_identifier,
    list({
        'outcome': CASE
            WHEN method IS DISTINCT FROM 'GET' THEN outcome_number('method')
            WHEN status = 304 THEN outcome_number('not_modified')
            WHEN status IN (403, 404) THEN outcome_number('failed')
            WHEN status IS NULL OR status NOT IN (200, 206) THEN outcome_number('status')
            WHEN status = 206 AND coalesce(first_byte, 0) = 0 AND least(last_byte, sent_bytes - 1) <= 1
                THEN outcome_number('two_bytes')
            ELSE outcome_number(NULL)
        END,
        'status': status,
        'first_byte': first_byte,
        'last_byte': CASE
            WHEN first_byte IS NULL THEN sent_bytes ELSE least(last_byte, first_byte + sent_bytes - 1)
        END,
        'request': request
    }) AS pieces
FROM requests
GROUP BY ALL;
