-- The requests of a batch, each with what its own line rejects it for, and the stretch of the file that was delivered,
-- both ends included: all that is read of the logs, which are read once. `first_byte` is NULL where the log does not
-- tell where that begins; `last_byte` is then how many bytes they are. A line without path, status, address or possible
-- day is no request, and has no day. Numbers that no server writes are bounded: nothing that stands in a line may end
-- the count of the others.
--
-- No address goes further: the salted hash of it, cut before, and of the user agent stands for the client. `agent`,
-- `path` and, where somebody lists networks, `address` stay within this batch: later steps look at each of them once.
-- So does `address` where several shows are counted: whose salt it takes is known once the paths are.
CREATE OR REPLACE TEMP TABLE read_requests AS
WITH placed AS (
    SELECT
        * REPLACE (
            possible_day(day) AS day, bounded(first_byte, 0) AS first_byte, bounded(last_byte, -1) AS last_byte,
            bounded(sent_bytes, 0) AS sent_bytes
        )
    FROM requests
)
SELECT
    hash(file) AS log,
    CASE WHEN path IS NOT NULL AND status IS NOT NULL AND address IS NOT NULL THEN day END AS day,
    CASE WHEN NOT getvariable('are_several') THEN hash(secret_digest(1, network(address)), agent) END AS client,
    country,
    CASE WHEN getvariable('lists_networks') OR getvariable('are_several') THEN address END AS address,
    agent, hash(agent) AS agent_number, path, hash(path) AS path_number, has_identifier,
    CASE
        WHEN method = 'GET' AND status = 200 THEN outcome_number(NULL)
        WHEN method IS DISTINCT FROM 'GET' THEN outcome_number('method')
        WHEN status = 206 THEN CASE
            WHEN coalesce(first_byte, 0) = 0 AND least(last_byte, sent_bytes - 1) <= 1 THEN outcome_number('two_bytes')
            ELSE outcome_number(NULL)
        END
        WHEN status = 304 THEN outcome_number('not_modified')
        WHEN status IN (403, 404) THEN outcome_number('failed')
        ELSE outcome_number('status')
    END AS outcome,
    status, first_byte,
    CASE WHEN first_byte IS NULL THEN sent_bytes ELSE least(last_byte, first_byte + sent_bytes - 1) END AS last_byte,
    request
FROM placed;
