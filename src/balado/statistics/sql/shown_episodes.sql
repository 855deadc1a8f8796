-- Downloads of each episode on each day: exact, for nothing that tells of a person stands beside them.
SELECT day, guid, downloads, listeners FROM aggregates WHERE measure = 'episode' ORDER BY day, guid
