-- Who had a download of what, once; and the clients among them. An application on a kind of device that fewer than five
-- of the show's clients have that day is not named: it might tell one of them from all others.
CREATE OR REPLACE TEMP TABLE downloads AS
SELECT
    client, episode, any_value(application_number) AS application_number, max(country) AS country
FROM recordings
WHERE is_download
GROUP BY client, episode;

CREATE OR REPLACE TEMP TABLE clients AS
SELECT
    client, any_value(application_number) AS application_number, bool_or(is_recording) AS is_listener
FROM downloads JOIN episodes USING (episode)
GROUP BY client;

CREATE OR REPLACE TEMP TABLE common_applications AS
SELECT application_number, application, device
FROM clients JOIN applications USING (application_number)
GROUP BY ALL
HAVING count(*) >= 5;

-- Of a client whose requests do not all tell the country: what the others tell. Hardly any log tells it of some only.
CREATE OR REPLACE TEMP TABLE countries AS
SELECT client, max(country) AS country FROM downloads WHERE country IS NOT NULL GROUP BY client;
