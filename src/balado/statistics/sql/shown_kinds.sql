-- How often files of each kind were had, by episode; those of the show alone have no guid.
SELECT kind, coalesce(guid, '') AS guid, sum(downloads)::BIGINT AS downloads
FROM aggregates
WHERE measure = 'downloads'
GROUP BY ALL
ORDER BY downloads DESC, kind, guid
