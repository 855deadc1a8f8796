-- The clients of a batch as they leave the map. No address goes further: the salted hash of it, cut before, and of the
-- user agent stands for the client. It is made once for each, and not for each request: it costs more than all else.
CREATE OR REPLACE TEMP TABLE numbered_clients AS
SELECT
    client_number, hash(sha256(getvariable('salt') || network(address)), written_clients.agent) AS client,
    application_number, role = 'bot' AS is_bot, role = 'watch' AS is_watch
FROM written_clients JOIN agents USING (agent_number);
