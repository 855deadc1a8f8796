"""A part of a file too large to be read at once."""

from __future__ import annotations

from balado.errors import RemoteError
from balado.message import say
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.remote_file import part_of
from balado.web.wire import Wire

_PIECE_SECONDS = 900
_WHOLE_SECONDS = 86_400


def fetch_piece(url: str, start: int, most_bytes: int, wire: Wire | None = None) -> bytes:
    """The bytes of a file from `start` on, at most so many. Raises RemoteError where its server does not give them."""
    client = Client(wire or Wire(_PIECE_SECONDS), 0, _WHOLE_SECONDS)
    reply = client.ask(part_of(url, start, most_bytes))
    is_part = reply.status == 206 or (reply.status == 200 and start == 0)
    if not (reply.is_good and is_part):
        raise RemoteError(say("{url} cannot be fetched: {reason}.", url=url, reason=reason(reply)))
    return reply.body
