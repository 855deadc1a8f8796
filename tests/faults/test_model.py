"""Whatever happens to a show, in whatever order: what is live is whole, and what is another's is not touched.

Every verb, killed between any two operations on the store or met by another one there; tools and people that change
what is published; clocks that are wrong. Two dozen such histories each time in a folder, a few in a bucket; fifty
with `--hypothesis-profile=ci`, two thousand with `pytest --hypothesis-profile=thorough tests/faults/test_model.py`.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from depth import depth
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from published_place import assert_whole
from runs_in_process import ENDED, Killed, Steps, World, bucket_world, folder_world, objects_of
from served_site import lead_nowhere
from show_builder import Show, silent_mp3
from store_servers import Endpoint, new_store

from balado.artifact import FOREVER, Artifact, Kind
from balado.cli.main import _run as balado
from balado.record import intent
from balado.store.s3_client import Connection

pytestmark = pytest.mark.untraced  # hundreds of runs, of verbs whose lines the tests of each go through

BEGAN = datetime(2024, 1, 1, 8, tzinfo=UTC)
"""Long ago, so that every time of the model is past: nothing is done at a time to come."""

SLUGS = ("a", "b", "c")
TAKES = tuple(silent_mp3(1, title) for title in ("one", "two", "three"))
THEIRS = ("audio/theme-0123456789abcdef.mp3", "documents/report-0123456789abcdef.pdf", "index.html", "audio/a.mp3")
SIGNED = "link: https://b.s3.example.org/a.html?X-Amz-Signature=5ec2e7\n"
ALLOWED = {0, 1, 2, 3}
_STEPS = 14
_PAGES_SHARE = 6
"""Of six histories in a folder one is of a show with pages, which takes three times as long."""
_BUCKET_SHARE = 8
"""A history in a bucket takes so many times the time of one in a folder."""

kills = st.one_of(st.none(), st.integers(1, 40))
moments = st.integers(1, 30)
slugs = st.sampled_from(SLUGS)


@pytest.fixture
def runs() -> int:
    """How many histories."""
    return depth(12, 40)


@pytest.mark.parametrize("has_pages", [False, True])
def test_nothing_that_is_live_is_lost_from_a_folder_whatever_happens(runs: int, has_pages: bool) -> None:
    with_pages = runs // _PAGES_SHARE
    wanted = with_pages if has_pages else runs - with_pages
    explore(lambda folder: folder_world(folder / "public", BEGAN), wanted, has_pages=has_pages)


@pytest.mark.in_depth
def test_nothing_that_is_live_is_lost_from_a_shared_bucket_whatever_happens(
    runs: int, moto_endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in moto_endpoint.environment().items():
        monkeypatch.setenv(name, value)
    connection = Connection(moto_endpoint.url, None)
    explore(lambda _folder: bucket_world(connection, new_store(moto_endpoint).bucket, "", BEGAN), runs // _BUCKET_SHARE)


def explore(make_world: Callable[[Path], World], runs: int, *, has_pages: bool = False) -> None:
    """So many histories, each in a world of its own."""
    settled = settings(
        max_examples=runs, stateful_step_count=_STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(lambda: Publications(make_world, has_pages=has_pages), settings=settled)  # type: ignore[arg-type]


class Publications(RuleBasedStateMachine):
    """A show, its place, and all who do something to either."""

    def __init__(self, make_world: Callable[[Path], World], *, has_pages: bool) -> None:
        super().__init__()
        self.has_pages = has_pages
        self.folder = Path(tempfile.mkdtemp(prefix="model-"))
        self.world = make_world(self.folder)
        self.show = Show(self.folder / "show")
        self.show.write_feed(
            publish="{to: public, url: 'https://pod.example/show', verify: false}",
            feeds="{latest: {newest: 2}}",
            site=None if has_pages else "false",
        )
        self.theirs: dict[str, bytes] = {}
        self.known: dict[tuple[str, str, str], bytes] = {}
        self.tampered: set[str] = set()
        self.write("a", 0)
        self.run("publish", "--now", self.now())

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def now(self, wrong: timedelta = timedelta(0)) -> str:
        return (self.world.now + wrong).isoformat()

    def write(self, slug: str, take: int, days: int = -30) -> None:
        """An episode, or another recording of it."""
        folder = self.show.root / "episodes" / slug
        if not folder.exists():
            self.show.add(slug, (self.world.now + timedelta(days)).strftime("%Y-%m-%d %H:%M"))
        (folder / "talk.mp3").write_bytes(TAKES[take])

    def run(self, *arguments: str, steps: Steps | None = None) -> str:
        """Balado in this process; gives its exit code and what it said, or that it was killed."""
        steps = steps or Steps()
        said = io.StringIO()
        with (
            mock.patch("balado.edition.open.open_target", return_value=self.world.target(steps)),
            mock.patch.object(intent, "_ROUND_SECONDS", 0.0),
            _named(ENDED if steps.die_at is not None else None),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            try:
                code = balado([*arguments, "--show", str(self.show.root)])
            except Killed:
                return "killed"
        assert code in ALLOWED, said.getvalue()
        return f"exit {code}: {said.getvalue()}"

    # What the author does.

    @rule(slug=slugs, take=st.integers(0, len(TAKES) - 1), days=st.sampled_from([-30, -30, 3]))
    def record(self, slug: str, take: int, days: int) -> None:
        self.write(slug, take, days)

    @rule()
    def take_the_recordings_away(self) -> None:
        self.show.remove_audio()

    @rule(slug=slugs)
    def withdraw(self, slug: str) -> None:
        text = self.show.root / "episodes" / slug / "episode.md"
        if text.exists():
            text.write_text(text.read_text("utf-8").replace("---\nguid", "---\nwithdrawn: true\nguid", 1), "utf-8")

    @rule(slug=slugs, with_it=st.booleans())
    def sign_an_address(self, slug: str, with_it: bool) -> None:
        """An author writes an address that a store signed, or takes it away again."""
        text = self.show.root / "episodes" / slug / "episode.md"
        if text.exists():
            plain = text.read_text("utf-8").replace(SIGNED, "", 1)
            text.write_text(plain.replace("title: ", f"{SIGNED}title: ", 1) if with_it else plain, "utf-8")

    # What Balado does.

    @rule(die_at=kills, wrong=st.sampled_from([0, 0, 0, -20, -400]))
    def publish(self, die_at: int | None, wrong: int) -> None:
        said = self.run("publish", "--now", self.now(timedelta(wrong)), steps=Steps(die_at))
        if said.startswith("exit 0") and "Nothing to do" in said:
            assert_whole(self.served())  # whoever damaged what: a broken show is something to do

    @rule()
    def repair(self) -> None:
        said = self.run("publish", "--repair", "--now", self.now())
        if said.startswith("exit 0"):
            assert_whole(self.served())
            self.tampered.clear()

    @rule(die_at=kills, number=st.one_of(st.just(()), st.integers(1, 4).map(lambda number: (str(number),))))
    def roll_back(self, die_at: int | None, number: tuple[str, ...]) -> None:
        self.run("rollback", *number, steps=Steps(die_at))

    @rule(die_at=kills, days=st.sampled_from([1, 5, 30]), wrong=st.sampled_from([0, 0, -20, 300]))
    def prune(self, die_at: int | None, days: int, wrong: int) -> None:
        self.run("prune", "--yes", "--grace", str(days), "--now", self.now(timedelta(wrong)), steps=Steps(die_at))

    @rule(die_at=kills, slug=slugs)
    def take_down(self, die_at: int | None, slug: str) -> None:
        self.run("takedown", f"guid-of-{slug}", "--yes", steps=Steps(die_at))

    @rule(die_at=kills)
    def recover(self, die_at: int | None) -> None:
        self.run("recover", "--yes", steps=Steps(die_at))

    @rule(moment=moments, one=st.integers(0, 3), other=st.integers(0, 3))
    def two_at_once(self, moment: int, one: int, other: int) -> None:
        """One is held up before an operation, and another runs from its beginning to its end meanwhile."""
        verbs = (
            ("publish", "--now", self.now()),
            ("prune", "--yes", "--grace", "1", "--now", self.now()),
            ("rollback",),
            ("rollback", "1"),
        )
        self.run(*verbs[one], steps=Steps(meanwhile={moment: lambda: self.run(*verbs[other])}))

    # What happens to the place.

    @rule(days=st.sampled_from([0.05, 1.5, 10, 40]))
    def pass_time(self, days: float) -> None:
        self.world.now += timedelta(days)

    @rule(key=st.sampled_from(THEIRS), body=st.binary(max_size=4))
    def others_keep_something(self, key: str, body: bytes) -> None:
        if self.has_pages and key == "index.html":
            return  # which is ours there
        self.theirs[key] = body
        self.put(key, body)

    @rule()
    def a_tool_changes_the_feed(self) -> None:
        found = self.world.public.get("feed.xml")
        if found is not None:
            self.put("feed.xml", found[0] + b"<!-- optimised -->", **found[1].metadata)

    @rule(which=st.integers(0, 5), body=st.sampled_from([None, b"", b"other"]))
    def somebody_damages_a_recording(self, which: int, body: bytes | None) -> None:
        keys = [stored.key for stored in self.world.public.list("audio/") if stored.key not in self.theirs]
        if keys:
            key = keys[which % len(keys)]
            self.tampered.add(key)
            self.world.public.delete(key)
            if body is not None:
                self.put(key, body)

    @rule(which=st.integers(0, 5))
    def a_record_is_lost(self, which: int) -> None:
        keys = sorted(stored.key for stored in self.world.state.list("generations/"))
        if keys:
            self.world.state.delete(keys[which % len(keys)])

    def put(self, key: str, body: bytes, **metadata: str) -> None:
        plain = Artifact.of_bytes(key, Kind.AUDIO, body, "audio/mpeg", FOREVER)
        self.world.public.put(
            Artifact(key, plain.kind, body, len(body), plain.sha256, "audio/mpeg", FOREVER, metadata=metadata)
        )

    # What must hold.

    def served(self) -> dict[str, bytes]:
        everything = objects_of(self.world.public, self.known)
        return {key: body for key, body in everything.items() if not key.startswith(".balado/")}

    @invariant()
    def what_is_live_is_whole(self) -> None:
        """But what somebody damaged and nobody repaired yet."""
        served = self.served()
        feeds = [served[key] for key in ("feed.xml", "latest.xml") if key in served]
        if not any(key.encode() in feed for key in self.tampered for feed in feeds):
            assert_whole(served)

    @invariant()
    def no_page_leads_nowhere(self) -> None:
        """But to what somebody damaged and nobody repaired yet."""
        served = self.served() if self.has_pages else {}
        assert not [one for one in lead_nowhere(served) if one.rpartition(" ")[2] not in self.tampered]

    @invariant()
    def nobody_gets_what_a_store_signed(self) -> None:
        assert not any(b"5ec2e7" in body for body in self.served().values())

    @invariant()
    def what_others_keep_is_untouched(self) -> None:
        assert self.theirs.items() <= self.served().items()


@contextlib.contextmanager
def _named(process: str | None) -> Iterator[None]:
    """As a process of that name, or as this one."""
    if process is None:
        yield
        return
    with mock.patch.object(intent, "this_process", return_value=process):
        yield
