"""One connection for all shows of a process that are in the same store: its clients, keys and lines are made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balado.store.s3_client import Connection

if TYPE_CHECKING:
    from balado.store.s3_client import Style


class Connections:
    """The connections of a process, by what they are made of: endpoint, region and way of addressing."""

    def __init__(self) -> None:
        self._made: dict[tuple[str | None, str | None, str], Connection] = {}

    def of(self, endpoint: str | None, region: str | None, style: Style) -> Connection:
        """The connection to this store, the same for the same words."""
        key = (endpoint, region, style)
        if key not in self._made:
            self._made[key] = Connection(endpoint, region, style)
        return self._made[key]
