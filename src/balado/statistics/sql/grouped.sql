-- Requests brought together by who asked for what on which day: everything behind this step works on clients, not on
-- lines. A piece is one request: what its own line rejects it for (`outcome`, NULL for nothing), and the stretch of the
-- file that was delivered, both ends included. `first_byte` is NULL where the log does not tell where that begins:
-- `last_byte` is then how many bytes they are.
CREATE OR REPLACE TEMP TABLE grouped AS
SELECT
    file, day, address, agent, path, has_identifier,
    list({
        'outcome': CASE
            WHEN method != 'GET' THEN 'method'
            WHEN status = '304' THEN 'not_modified'
            WHEN status IN ('403', '404') THEN 'failed'
            WHEN status NOT IN ('200', '206') THEN 'status'
            WHEN status = '206' AND first_byte = 0 AND last_byte <= 1 THEN 'two_bytes'
        END,
        'status': status,
        'first_byte': first_byte,
        'last_byte': least(last_byte, first_byte + sent_bytes - 1),
        'request': request
    }) AS pieces
FROM requests
GROUP BY ALL;
