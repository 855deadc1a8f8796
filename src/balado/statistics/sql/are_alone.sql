-- Whether no request of the day can stand twice: all have an identifier, and no two the same. To know it costs half of
-- what it costs to make sure of it.
SELECT count(log) = 0 AND count(DISTINCT request) = count(*) FROM hits
