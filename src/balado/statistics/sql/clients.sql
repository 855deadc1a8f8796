-- What is known of each client with a download. An application on a kind of device that fewer than five of the show's
-- clients have that day is not named: it might tell one of them from all others.
CREATE OR REPLACE TEMP TABLE clients AS
WITH known AS (
    SELECT client, any_value(application_number) AS application_number, max(country) AS country
    FROM recordings
    WHERE is_download
    GROUP BY client
), common AS (
    SELECT application_number, application, device
    FROM known JOIN applications USING (application_number)
    GROUP BY ALL
    HAVING count(*) >= 5
)
SELECT
    client, coalesce(common.application, 'other') AS application, coalesce(common.device, 'other') AS device, country
FROM known LEFT JOIN common USING (application_number);
