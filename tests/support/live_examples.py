"""Examples of rules on what servers answer: a server that misbehaves in one way, asked by the real command."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
import trustme
from check_examples import Judged, judge_command
from misbehaving_server import File, Server, Way

LIVE = ("--live", "--allow-private", "--patience", "10")


@dataclass(frozen=True)
class LiveExample:
    """A way to misbehave at a path, or other files, or an edit of the feed: the rule speaks, at the line of `at`."""

    path: str = "/audio/1.mp3"
    way: Way | None = None
    files: dict[str, File] = field(default_factory=dict)
    edits: tuple[tuple[str, str], ...] = ()
    options: tuple[str, ...] = LIVE


@contextmanager
def servers() -> Iterator[tuple[Server, Server, bytes]]:
    """A server over http, one over https, and the certificate of who vouches for it."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with Server() as plain, Server(tls) as secure:
        yield plain, secure, authority.cert_pem.bytes()


def misbehave(server: Server, secure: Server, example: LiveExample) -> None:
    """Put the example on the server."""
    server.reset()
    secure.reset()
    if example.way is not None:
        server.files[example.path] = replace(server.files[example.path], way=example.way)
        secure.files[example.path] = replace(secure.files[example.path], way=example.way)
    server.files |= example.files
    edits = [(old.format(server.url, secure.url), new.format(server.url, secure.url)) for old, new in example.edits]
    server.files["/feed.xml"] = replace(server.files["/feed.xml"], body=server.feed(*edits))


def visited(server: Server, capsys: pytest.CaptureFixture[str], *options: str) -> list[Judged]:
    """What `balado check URL --live` finds."""
    return judge_command(f"{server.url}/feed.xml", capsys, *(options or LIVE))
