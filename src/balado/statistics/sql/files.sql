-- The files that were asked for, and the clients that asked, each with what is known of it.
CREATE OR REPLACE TEMP TABLE files AS
SELECT hash(path, is_published) AS file, any_value(path) AS path, any_value(is_published) AS is_published,
    any_value(guid) AS guid, any_value(kind) AS kind, any_value(recording) AS recording,
    any_value(threshold_bytes) AS threshold_bytes
FROM hits
GROUP BY ALL;
