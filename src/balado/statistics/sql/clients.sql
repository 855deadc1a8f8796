-- What is known of each client with a download. An application on a kind of device that fewer than five of the show's
-- clients have that day is not named: it might tell one of them from all others.
CREATE OR REPLACE TEMP TABLE clients AS
WITH known AS (
    SELECT
        client, any_value(application) AS application, any_value(device) AS device, any_value(country) AS country
    FROM verdicts
    WHERE client IN (SELECT client FROM downloads)
    GROUP BY client
)
SELECT
    client,
    CASE WHEN count(*) OVER pair < 5 THEN 'other' ELSE application END AS application,
    CASE WHEN count(*) OVER pair < 5 THEN 'other' ELSE device END AS device,
    country
FROM known
WINDOW pair AS (PARTITION BY application, device);
