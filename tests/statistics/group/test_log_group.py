"""Shows that are counted together from the same logs end, each of them, as if they were counted alone."""

from __future__ import annotations

import base64
import gzip
import hashlib
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from counted_place import MONDAY, SUNDAY, listeners, published
from delivery_logs import Get, log_of, write_log
from grouped_shows import FIRST_DAY, CountedShow, World
from log_lines import LoggedRequest, log_text
from workers import first_of

from balado.errors import RemoteError
from balado.message import say
from balado.statistics import contents
from balado.statistics.collect import Collected, Tabulated
from balado.statistics.group import log_group
from balado.statistics.query import figures_of
from balado.statistics.sources import ListedLog, LogFolder
from balado.statistics.state import fetch_days, read_ledger

WATCH = "atc/1.0 watchOS/10.1 model/Watch6,2 hwp/t8301"
BOT = "Googlebot/2.1 (+http://www.google.com/bot.html)"
OTHERS = ("a/one.mp3", "b/one.mp3", "one.mp3", "nobody/at-all.mp3")
"""What show a published, what show b did, what both did, and what nobody did."""


def shows(*names: str) -> dict[str, CountedShow]:
    """Shows with an episode each, at a path of its own; of the first two it is at another one too, the same of both."""
    file = published("e1", "one.mp3")
    paths = {name: (f"{name}/one.mp3", *(("one.mp3",) if name in names[:2] else ())) for name in names}
    return {name: CountedShow([replace(file, paths=paths[name])]) for name in names}


def requests_of_all_kinds() -> list[Get]:
    """For each of OTHERS: listeners, robots, watches, other methods and answers, failures of few and of many."""
    found = []
    for number, path in enumerate(OTHERS):
        found += listeners(6 + number, path, SUNDAY)
        found += [replace(one, agent=BOT) for one in listeners(1 + number, path, SUNDAY, first=30)]
        found += [replace(one, agent=WATCH) for one in listeners(2 + number, path, SUNDAY, first=40)]
        found += [replace(one, method="HEAD") for one in listeners(2, path, SUNDAY)]
        found += [replace(one, status=status) for status in (304, 500) for one in listeners(2, path, SUNDAY)]
        found += [replace(one, status=404) for one in listeners(4, path, SUNDAY)] * 2
        found += [replace(one, status=403) for one in listeners(5 + number, path, SUNDAY)]
        found += listeners(3, path, MONDAY)
    return found


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, shows("a", "b", "c"))


def copied(world: World, root: Path) -> World:
    """The same shows and logs, once more."""
    shutil.copytree(world.logs, root / "logs")
    return World(root, {name: CountedShow(show.files, show.first_day) for name, show in world.shows.items()})


def kept(world: World) -> dict[str, dict[str, bytes]]:
    return {name: show.kept() for name, show in world.shows.items()}


@pytest.mark.parametrize("form", first_of(["cloudfront", "combined"], 1))
def test_what_others_were_asked_for_is_to_a_show_what_it_would_be_alone(
    world: World, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = requests_of_all_kinds()
    if form == "cloudfront":
        write_log(world.logs / "1.gz", made)
        write_log(world.logs / "2.gz", [*made[::3], *listeners(8, "two.mp3", SUNDAY)])
    else:
        lines = [log_text(form, [logged(one)]) for one in made]
        (world.logs / "1.log").write_text("".join(lines), "utf-8")
        (world.logs / "2.log").write_text("".join(lines[::3] * 3), "utf-8")
    alone = copied(world, tmp_path / "alone")
    monkeypatch.setattr(log_group, "LocalCounter", lambda *_: pytest.fail("a show read logs for itself"))
    together = world.count_together()
    assert {name: alone.count_alone(name) for name in alone.shows} == together
    assert kept(world) == kept(alone)
    assert [len(found.days) for found in together.values() if isinstance(found, Collected)] == [2, 2, 2]


def logged(get: Get) -> LoggedRequest:
    """The same request as other formats take it: its answer brought two bytes where that is a part."""
    return LoggedRequest(
        identifier="",
        path=f"/{get.path}",
        time=datetime.fromisoformat(f"{get.day}T{get.time}+00:00"),
        address=get.address,
        agent=get.agent,
        method=get.method,
        status=get.status,
        sent_bytes=get.byte_size,
    )


def test_a_show_is_counted_from_no_log_that_it_would_not_be_counted_from_alone(world: World, tmp_path: Path) -> None:
    """Show a was counted before it had a first day so early: its ledger does not tell what of that day was in a log."""
    write_log(world.logs / "1.gz", [Get(path, day=day) for path in OTHERS for day in (SUNDAY, MONDAY)])
    alone = copied(world, tmp_path / "alone")
    write_log(world.logs / "2.gz", listeners(5, "a/one.mp3", SUNDAY, first=9))
    later = shutil.move(world.logs / "2.gz", tmp_path / "2.gz")
    for each in (world, alone):
        each.shows["a"].first_day = date.fromisoformat(MONDAY)
        each.count_alone("a")
        each.shows["a"].first_day = FIRST_DAY
        shutil.copy2(later, each.logs / "2.gz")
    for name in alone.shows:
        alone.count_alone(name)
    world.count_together("b", "c", "a")
    assert kept(world) == kept(alone)
    assert [downloads(world, name) for name in world.shows] == [{SUNDAY: 5, MONDAY: 1}, {SUNDAY: 1, MONDAY: 1}, {}]


def downloads(world: World, name: str) -> dict[str, int]:
    """Downloads of a show by day."""
    folder = world.root / f"figures-{name}"
    folder.mkdir()
    state = world.shows[name].state
    found = figures_of(fetch_days(state, read_ledger(state).days, folder), folder)
    return {one.day.isoformat(): one.downloads for one in found.episodes}


def test_a_log_is_read_once_however_many_shows_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Listed, digested, opened and parsed: what is asked of the folder is the same for two shows and for twenty."""
    asked: Counter[str] = Counter()
    noted(monkeypatch, contents, "content_of", asked)
    noted(monkeypatch, log_group, "map_shows", asked)
    noted(monkeypatch, LogFolder, "list", asked)
    noted(monkeypatch, LogFolder, "fetch", asked)
    told = []
    for count in (2, 20):
        world = World(tmp_path / str(count), shows(*(f"show-{number}" for number in range(count))))
        for number in range(3):
            write_log(world.logs / f"{number}.gz", listeners(3, f"show-{number}/one.mp3", SUNDAY))
        asked.clear()
        found = world.count_together()
        assert [one.read for one in found.values() if isinstance(one, Collected)] == [3] * count
        told.append(dict(asked))
        asked.clear()
        world.count_together()
        assert asked == {"list": 1}, "nothing is new: no log is opened"
    assert told == [{"list": 1, "content_of": 3, "fetch": 3, "map_shows": 1}] * 2


def noted(patch: pytest.MonkeyPatch, where: object, name: str, asked: Counter[str]) -> None:
    """Note each call of a function in `asked`."""
    real = getattr(where, name)

    def noting(*arguments: Any, **options: Any) -> Any:
        asked[name] += 1
        return real(*arguments, **options)

    patch.setattr(where, name, noting)


def test_a_log_that_is_continued_is_read_once_for_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [one.line() for one in listeners(5, "a/one.mp3", SUNDAY)]
    (world.logs / "access.log").write_bytes(log_of(lines[:2]))
    world.count_together()
    (world.logs / "access.log").write_bytes(log_of(lines))
    asked: Counter[str] = Counter()
    noted(monkeypatch, contents, "continued_in", asked)
    world.count_together()
    assert asked == {"continued_in": 1}
    assert [len(read_ledger(show.state).logs) for show in world.shows.values()] == [1, 1, 1]


def test_no_client_is_known_again_in_another_show_and_no_salt_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    salts = iter(bytes(range(start, start + 32)) for start in range(0, 256, 40))
    made: list[bytes] = []

    def drawn(_count: int) -> bytes:
        made.append(next(salts))
        return made[-1]

    monkeypatch.setattr(
        log_group, "secrets", SimpleNamespace(token_bytes=drawn)
    )  # for this module alone: servers of other tests draw some too
    write_log(world.logs / "1.gz", [one for path in OTHERS for one in listeners(20, path, SUNDAY)])
    clients: dict[int, set[int]] = {}
    requests: dict[int, set[int]] = {}
    written: list[bytes] = []

    def seen(folder: Path) -> None:
        written.extend(path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        for path in folder.rglob("hits/*.parquet"):
            with duckdb.connect() as database:
                rows = database.read_parquet(str(path))
                if "client" in rows.columns:
                    for owner, client, request in rows.project("owner, client, request").fetchall():
                        clients.setdefault(owner, set()).add(client)
                        requests.setdefault(owner, set()).add(request)

    world.seen = seen
    world.count_together()
    assert {owner: len(found) for owner, found in clients.items()} == {0: 20, 1: 20, 2: 20}
    assert len(set().union(*clients.values())) == 60, "the same twenty people, and no client is the same"
    assert len(set().union(*requests.values())) == sum(map(len, requests.values())), "also of one that is of two shows"
    written += [body for show in world.shows.values() for body in show.kept().values()]
    assert len(made) == len(set(made)) == 4
    for body in written:
        plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        for salt in made:
            digest = hashlib.blake2b(salt, digest_size=16).hexdigest().encode()
            for told in (salt, salt.hex().encode(), salt.hex().upper().encode(), base64.b64encode(salt), digest):
                assert told not in plain
        for number in range(1, 21):
            assert f"192.0.2.{number}".encode() not in plain


def test_a_show_that_cannot_be_opened_fails_alone_and_one_never_published_is_left_out(
    world: World, tmp_path: Path
) -> None:
    write_log(world.logs / "1.gz", requests_of_all_kinds())
    alone = copied(world, tmp_path / "alone")
    world.shows["b"] = Unreachable(world.shows["b"].files)
    found = world.count_together()
    assert [type(one) for one in found.values()] == [Collected, RemoteError, Collected]
    for name in "ac":
        alone.count_alone(name)
    assert kept(world) == kept(alone) | {"b": {}}


class Unreachable(CountedShow):
    """A show whose record cannot be reached."""

    def tabulate(self, path: Path) -> Tabulated | None:
        raise RemoteError(say("The store is away."))


def test_a_log_that_cannot_be_fetched_leaves_every_show_as_it_was_and_nothing_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(self: LogFolder, log: ListedLog, folder: Path, number: int) -> Path:
        raise RemoteError(say("The store is away."))

    write_log(world.logs / "1.gz", requests_of_all_kinds())
    monkeypatch.setattr(LogFolder, "fetch", fetch)
    left: list[Path] = []
    world.seen = lambda folder: left.extend(folder.rglob("batch-*"))
    assert [type(found) for found in world.count_together().values()] == [RemoteError] * 3
    assert (kept(world), left) == ({"a": {}, "b": {}, "c": {}}, [])
