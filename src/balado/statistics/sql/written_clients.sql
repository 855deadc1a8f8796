-- Each address with each user agent that a batch names, once.
CREATE OR REPLACE TEMP TABLE written_clients AS
SELECT client_number, any_value(address) AS address, any_value(agent) AS agent, hash(any_value(agent)) AS agent_number
FROM read_requests
WHERE day IS NOT NULL
GROUP BY client_number;
