-- The user agents of a batch, as its logs write them.
SELECT any_value(agent) FROM read_requests WHERE day IS NOT NULL GROUP BY agent_number
