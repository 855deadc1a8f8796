"""The query for Athena and Trino: it can be parsed there, and gives what the standard asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
import sqlglot
from depth import depth
from download_reference import Reference
from generated_logs import AGENTS, FILES, PUBLISHED, logs
from hypothesis import given, settings
from log_lines import CLOUDFRONT_HEAD, LoggedRequest, log_text
from sqlglot import expressions as tree

from balado.statistics.agents.lookup import AgentList
from balado.statistics.connection import statement
from balado.statistics.trino.tables import QUERIES, write_tables

PODCAST = "s3://my-podcast"
COLUMNS = [re.sub(r"\W+", "_", name.lower()).strip("_") for name in CLOUDFRONT_HEAD.partition("#Fields: ")[2].split()]
MORE_AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0",
    "AppleCoreMedia/1.0.0.21A329",
    "curl/8.5.0",
    "AhrefsBot/7",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    write_tables(PUBLISHED, PODCAST, made, {})
    return made


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with the tables, and with the words of Trino that it lacks.

    Of the patterns only those that find one of the agents: the engine of DuckDB does not know all that others know.
    """
    patterns = [one for one in agent_rows(folder) if any(re.search(str(one["pattern"]), agent) for agent in AGENTS)]
    with duckdb.connect() as made:
        made.execute(statement("sql", "macros"))
        made.execute("CREATE MACRO ip_prefix(address, bits) AS network(address)")
        made.execute("CREATE TABLE balado_published AS FROM read_json(?)", [str(folder / "published.json")])
        made.execute(f"CREATE TABLE cloudfront_logs ({', '.join(f'{name} VARCHAR' for name in COLUMNS)})")
        made.execute("CREATE TABLE balado_agents (place BIGINT, pattern VARCHAR, role VARCHAR)")
        made.executemany("INSERT INTO balado_agents VALUES (?, ?, ?)", [[*one.values()] for one in patterns])
        yield made


def agent_rows(folder: Path) -> list[dict[str, str | int]]:
    return [json.loads(line) for line in (folder / "agents.json").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("engine", ["trino", "athena"])
def test_the_queries_are_written_in_the_words_of_both_engines(engine: str, folder: Path) -> None:
    for name in QUERIES:
        for read in sqlglot.parse(
            (folder / name).read_text("utf-8"), read="athena" if name == "tables.sql" else engine
        ):
            assert read is not None
            assert not list(read.find_all(tree.Command)), "what sqlglot does not understand it keeps as text"
    [query] = sqlglot.parse((folder / "downloads.sql").read_text("utf-8"), read=engine)
    assert query is not None
    assert len(list(query.find_all(tree.Placeholder))) == 2
    asked = {table.name for table in query.find_all(tree.Table)} - {one.alias for one in query.find_all(tree.CTE)}
    assert asked == {"cloudfront_logs", "balado_published", "balado_agents"}


def test_no_number_is_drawn_in_the_query(folder: Path) -> None:
    """An engine may draw it for each row anew, and every request would be of a listener of its own."""
    [query] = sqlglot.parse((folder / "downloads.sql").read_text("utf-8"), read="trino")
    assert query is not None
    assert not list(query.find_all(tree.Rand, tree.Uuid, tree.CurrentTimestamp))


@pytest.mark.parametrize("agent", [*AGENTS, *MORE_AGENTS, ""])
def test_the_first_pattern_that_is_found_tells_what_the_lists_tell(agent: str, folder: Path) -> None:
    rows = agent_rows(folder)
    assert [one["place"] for one in rows] == list(range(1, len(rows) + 1))
    found = next((one["role"] for one in rows if re.search(str(one["pattern"]), agent)), "listener")
    assert found == AgentList().find(agent).role


def in_duckdb(folder: Path) -> str:
    """The query, put back into the words of DuckDB."""
    [query] = sqlglot.parse((folder / "downloads.sql").read_text("utf-8"), read="trino")
    assert query is not None
    plain = query.transform(
        lambda node: (
            node.this if isinstance(node, tree.TryCast) and node.to.this is tree.DataType.Type.IPADDRESS else node
        )
    )
    return plain.sql(dialect="duckdb", unsupported_level=sqlglot.ErrorLevel.RAISE)


def counted(database: duckdb.DuckDBPyConnection, query: str, texts: Sequence[str]) -> dict[str, dict[str, object]]:
    """By day: the downloads and listeners of each episode, and of the show under the guid None."""
    lines = [line.split("\t") for text in texts for line in text.splitlines() if not line.startswith("#")]
    database.execute("DELETE FROM cloudfront_logs")
    if lines:
        values = ", ".join("?" * len(COLUMNS))
        database.executemany(f"INSERT INTO cloudfront_logs VALUES ({values})", lines)  # noqa: S608 (marks alone)
    found: dict[str, dict[str, object]] = {}
    for day, podcast, guid, downloads, listeners in database.execute(query, ["2026-11-01", "2026-11-30"]).fetchall():
        assert podcast == PODCAST
        found.setdefault(day, {})[guid] = (downloads, listeners)
    return found


@settings(max_examples=depth(5, 60))
@given(made=logs())
def test_the_query_counts_what_the_standard_asks_for(
    made: list[list[LoggedRequest]], database: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    texts = [log_text("cloudfront", log) for log in made]
    days = Reference(FILES, AGENTS).count(texts).items()
    expected = {day: {**one.episodes, None: one.show} for day, one in days if one.show[0]}
    assert counted(database, in_duckdb(folder), texts) == expected


def test_a_number_that_no_server_writes_ends_no_query(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    line = dict.fromkeys(COLUMNS, "-") | {
        "date": "2026-11-03", "c_ip": "192.0.2.1", "cs_method": "GET", "cs_uri_stem": "/audio/a.mp3",
        "sc_status": "200", "x_edge_request_id": "one", "sc_bytes": "9223372036854775807", "sc_content_len": "1000",
    }  # fmt: skip
    odd = line | {"x_edge_request_id": "two", "sc_range_start": "9223372036854775807", "cs_uri_stem": "/%ff%"}
    texts = ["\n".join("\t".join(one.values()) for one in (line, odd))]
    assert counted(database, in_duckdb(folder), texts) == {"2026-11-03": {"guid-a": (1, 1), None: (1, 1)}}


def test_days_that_were_not_asked_for_are_left_out(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    requests = [LoggedRequest(identifier=str(month), path="/audio/a.mp3") for month in (10, 11)]
    text = log_text("cloudfront", requests).replace("2026-11-03", "2026-10-31", 1)
    assert list(counted(database, in_duckdb(folder), [text])) == ["2026-11-03"]
