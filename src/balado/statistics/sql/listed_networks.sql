-- Requests from the networks that somebody lists, whatever else they are rejected for.
UPDATE read_requests SET outcome = outcome_number('listed_network') WHERE address IN (FROM listed_addresses);
