-- The files and the applications that the hits name.
CREATE OR REPLACE TEMP TABLE files AS
SELECT
    file, is_published, path, guid, kind, threshold_bytes,
    hash(guid, kind) AS episode, hash(guid, kind, recording) AS recording,
    count(*) OVER (PARTITION BY guid, kind, recording) AS parts
FROM names
WHERE path IS NOT NULL;

-- Episodes by kind of file. `is_alone` tells those whose guid has no other kind of recording: film beside sound.
CREATE OR REPLACE TEMP TABLE episodes AS
SELECT
    episode, guid, kind, kind IN ('audio', 'film') AS is_recording,
    count(*) FILTER (kind IN ('audio', 'film')) OVER (PARTITION BY guid) = 1 AS is_alone
FROM (SELECT DISTINCT episode, guid, kind FROM files WHERE is_published);

CREATE OR REPLACE TEMP TABLE applications AS
SELECT DISTINCT application_number, application, device FROM names WHERE application IS NOT NULL;
