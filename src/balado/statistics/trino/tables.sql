-- The tables that downloads.sql asks beside the logs, in Athena. Put published.json and agents.json into folders of a
-- bucket of yours; files of several shows go into the folder of the first together.
CREATE EXTERNAL TABLE balado_published (
    podcast string,
    path string,
    key string,
    guid string,
    kind string,
    threshold_bytes bigint,
    recording string
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION 's3://my-tables/balado/published/';

CREATE EXTERNAL TABLE balado_agents (
    place bigint,
    pattern string,
    role string
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION 's3://my-tables/balado/agents/';
