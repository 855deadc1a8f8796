"""A program that uses the library, as its type checker sees it: mypy reads this file, nobody runs it.

A line that must be wrong says so; mypy complains when it no longer is.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import assert_type

import balado
from balado import Checked, Fault, Feed, Publication, ReadFeed, check, publish, read_feed, write_feed


def use(feed: Feed, announce: balado.Announce) -> None:
    assert_type(balado.publish(Path("show"), dry_run=True, consent=["guid"], announce=announce), Publication)
    assert_type(publish("show").next_due, datetime | None)
    assert_type(balado.check(b"<rss/>", profile="apple"), Checked)
    assert_type(check("show").faults, tuple[Fault, ...])
    assert_type(read_feed(Path("feed.xml")), ReadFeed)
    assert_type(balado.read_feed(b"").feed.items[0].people, tuple[balado.Person, ...])
    assert_type(write_feed(feed), bytes)
    publish(3)  # type: ignore[arg-type]
    publish("show", now="today")  # type: ignore[arg-type]
    check("show", profile="itunes")  # type: ignore[arg-type]
    balado.nothing_of_this_name()  # type: ignore[attr-defined]
