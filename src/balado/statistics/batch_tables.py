"""The tables that the statements of the map ask beside the requests: what is published, logs, user agents, salts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from balado.statistics.agents.lookup import AgentList
from balado.statistics.connection import statement
from balado.statistics.model import LogFile

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SALTS_OF_ONE = 2
_OF_AGENT = ("application", "device", "role")
_PUBLISHED = """
CREATE TEMP TABLE published AS
SELECT * REPLACE (coalesce(owner, 1) AS owner)
FROM read_json(?, format = 'newline_delimited', columns = {
    owner: 'UINTEGER', path: 'VARCHAR', key: 'VARCHAR', guid: 'VARCHAR', kind: 'VARCHAR', threshold_bytes: 'BIGINT',
    recording: 'VARCHAR'
})
"""
_LOGS = """
CREATE OR REPLACE TEMP TABLE logs AS SELECT hash(file) AS log, * FROM (SELECT unnest(?) AS file, unnest(?) AS name)
"""
_AGENTS = """
CREATE OR REPLACE TEMP TABLE agents AS
SELECT *, hash(agent) AS agent_number, hash(application, device) AS application_number
FROM (
    SELECT
        unnest(?::VARCHAR[]) AS agent, unnest(?::VARCHAR[]) AS application, unnest(?::VARCHAR[]) AS device,
        unnest(?::VARCHAR[]) AS role
)
"""


def define_shows(database: DuckDBPyConnection, published: Path, salts: Sequence[bytes]) -> bool:
    """Make the table of what is published, and remember the salts, which no table holds. Gives whether shows are many.

    `salts` are those of the shows by number, after that of what none of them published.
    """
    are_several = len(salts) > _SALTS_OF_ONE
    database.execute("SET VARIABLE salts = ?", [[_digest_of(salt) for salt in salts]])
    database.execute("SET VARIABLE are_several = ?", [are_several])
    database.execute(_PUBLISHED, [str(published)])
    return are_several


def define_logs(database: DuckDBPyConnection, batch: Sequence[LogFile]) -> None:
    """Make the table of the logs of a batch."""
    database.execute(_LOGS, [[str(file.path) for file in batch], [file.name for file in batch]])


def define_agents(database: DuckDBPyConnection, agents: AgentList) -> None:
    """Make the table of the user agents of a batch, as its logs write them."""
    rows = database.execute(statement("sql", "written_agents")).fetchall()
    found = [(agent, agents.find(unquote(agent or ""))) for (agent,) in rows]
    columns = ([agent for agent, _ in found], *([getattr(one, name) for _, one in found] for name in _OF_AGENT))
    database.execute(_AGENTS, columns)


def _digest_of(salt: bytes) -> str:
    """The salt, as short as its strength allows: with an address it fits one block of SHA-256."""
    return hashlib.blake2b(salt, digest_size=16).hexdigest()
