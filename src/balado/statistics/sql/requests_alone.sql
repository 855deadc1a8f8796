-- Every request once, where none stands twice: as they lie there.
CREATE OR REPLACE TEMP VIEW requests_once AS
SELECT client, country, application_number, file, outcome, status, first_byte, last_byte, request, 1 AS times
FROM hits;
