"""What boto3 leaves open is bounded: how slowly an answer may come, how much of it, and what may stand in it.

Botocore's `read_timeout` counts from one byte to the next, and its parsers raise whatever Python raises for a length of
5,000 digits or a date that is none. Both are hooked in where botocore makes its connections and its parsers. A file
that goes up or down may take as long as it needs, as long as it moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from balado.web.bounded import BoundedSocket, Pace

if TYPE_CHECKING:
    from botocore.parsers import ResponseParserFactory

_MOST_ANSWER_BYTES = 64 * 1024 * 1024
_MOST_FILE_BYTES = 1 << 40
_MOST_OBJECT_BYTES = 256 * 1024 * 1024
_MOST_PAGES = 5_000
_MOST_BARREN_PAGES = 10
_PIECE_BYTES = 1 << 24
_JOINING_TIMES = 15
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?\Z", re.ASCII)
_ABSURD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


def bound(client: Any, pace: Pace) -> None:
    """Have all answers to a client of boto3 keep the pace, and all but files keep to 64 MiB.

    An answer to a POST may be late fifteen times as long, which is five minutes: while a store joins the parts of a
    file it keeps the connection alive with a blank now and then.
    """
    # Botocore has no public way to choose the class of its connections.
    client._endpoint.http_session._pool_classes_by_scheme.update(_pools(pace))
    # After a redirect without a region botocore asks for the bucket (we never do), is redirected, asks again, and so
    # on, until Python's stack is full. AWS says the region in the redirect itself.
    client.meta.events.register("before-call.s3.HeadBucket", _no_answer)


def bound_credentials(core: Any, pace: Pace) -> None:
    """Have what gives credentials to machines and containers keep the pace. `core` is botocore's session."""
    for provider in core.get_component("credential_provider").providers:
        fetcher = getattr(provider, "_role_fetcher", None) or getattr(provider, "_fetcher", None)
        asking: Any = getattr(fetcher, "_session", None)
        if hasattr(asking, "_pool_classes_by_scheme"):
            asking._pool_classes_by_scheme.update(_pools(pace))


def parsers() -> ResponseParserFactory:
    """Botocore's parsers; what they cannot read of an answer is botocore's own ResponseParserError."""
    from botocore.parsers import ResponseParserError, ResponseParserFactory

    class Factory(ResponseParserFactory):
        def create_parser(self, protocol_name: str) -> Any:
            parser = super().create_parser(protocol_name)
            read = parser.parse

            def parse(response: Any, shape: Any) -> Any:
                try:
                    return read(response, shape)
                except _ABSURD as error:
                    raise ResponseParserError(f"the answer cannot be read: {type(error).__name__}") from error

            parser.parse = parse  # type: ignore[method-assign]
            return parser

    factory = Factory()
    factory.set_parser_defaults(timestamp_parser=_moment)
    return factory


def _no_answer(**_call: Any) -> tuple[Any, Any]:
    """A refusal in place of a request."""
    return SimpleNamespace(status_code=404), {"ResponseMetadata": {"HTTPHeaders": {}}}


def told(answer: Any, name: str) -> Any:
    """A field that every store gives. Raises botocore's ResponseParserError where it is missing."""
    if name not in answer:
        from botocore.parsers import ResponseParserError

        raise ResponseParserError(f"the answer has no {name}")
    return answer[name]


def pages(listed: Iterable[Any]) -> Iterator[Any]:
    """The entries of the pages of a list. Raises botocore's ResponseParserError where there is no end to them.

    Each page says where the next begins: a store that is broken says so for ever. A page may be empty, ten in a row
    are not; what others keep beside a show may be much, five million objects are not listed.
    """
    from botocore.parsers import ResponseParserError

    seen, barren = "", 0
    for number, page in enumerate(listed):
        entries = page.get("Contents", [])
        last = max((str(entry.get("Key", "")) for entry in entries), default="")
        barren = 0 if last > seen else barren + 1
        seen = max(seen, last)
        if barren > _MOST_BARREN_PAGES or number >= _MOST_PAGES:
            raise ResponseParserError("the list has no end")
        yield from entries


def whole(body: Any) -> bytes:
    """The bytes of a small object. Raises botocore's ResponseParserError where there are over 256 MiB."""
    pieces, left = [], _MOST_OBJECT_BYTES
    for piece in body.iter_chunks(_PIECE_BYTES):
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            from botocore.parsers import ResponseParserError

            raise ResponseParserError("the answer has no end")
    return b"".join(pieces)


def _moment(text: Any) -> datetime:
    """A moment with a zone, whatever was left out.

    What S3 writes is read by Python itself: botocore's way takes 0.1 ms, half of the work of a list of 1,000 objects.
    """
    if isinstance(text, str) and _ISO.match(text):
        moment = datetime.fromisoformat(text)
    else:
        from botocore.utils import parse_timestamp

        moment = parse_timestamp(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _pools(pace: Pace) -> dict[str, type]:
    """The classes of botocore's connection pools by scheme, with connections that are bounded."""
    from botocore import awsrequest

    joining = replace(pace, late_seconds=_JOINING_TIMES * pace.late_seconds)

    class Bounded:
        """A connection of botocore whose socket is a BoundedSocket."""

        sock: Any
        _asked = ("", "")

        def connect(self) -> None:
            super().connect()  # type: ignore[misc]
            self.sock = BoundedSocket(self.sock, pace=pace)

        def _tunnel(self) -> None:
            """A proxy's answer to CONNECT keeps the pace too."""
            line = self.sock
            self.sock = BoundedSocket(line, pace=pace)
            super()._tunnel()  # type: ignore[misc]
            self.sock = line

        def request(self, method: str, url: str, *rest: Any, **options: Any) -> Any:
            self._asked = (method, url)
            return super().request(method, url, *rest, **options)  # type: ignore[misc]

        def getresponse(self) -> Any:
            line, (method, url) = self.sock, self._asked
            line.pace = joining if method == "POST" else pace
            answer = super().getresponse()  # type: ignore[misc]
            is_file = method == "GET" and "?" not in url and answer.status in (200, 206)
            line.headers_came(_MOST_FILE_BYTES if is_file else _MOST_ANSWER_BYTES)
            return answer

    class Plain(Bounded, awsrequest.AWSHTTPConnection):  # type: ignore[misc]
        pass

    class Secure(Bounded, awsrequest.AWSHTTPSConnection):  # type: ignore[misc]
        pass

    class PlainPool(awsrequest.AWSHTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(awsrequest.AWSHTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
