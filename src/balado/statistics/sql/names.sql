-- What the numbers of the hits stand for: rows without a client. They have a file of their own: to write their columns
-- for each hit, empty, would cost as much again.
SELECT DISTINCT
    owner, plain_number, plain, file, is_published, name AS path, guid, kind, recording, threshold_bytes
FROM paths
UNION ALL BY NAME
SELECT DISTINCT application_number, application, device FROM agents
