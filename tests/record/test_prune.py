"""What may be pruned, beside whatever else happens to the same place."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from published_place import FolderPlace, assert_whole
from runs_in_process import Killed, Steps, World, bucket_world, folder_world, objects_of
from show_builder import Show, silent_mp3
from store_servers import new_store
from workers import first_of

from balado.artifact import FOREVER, Artifact, Kind
from balado.errors import RefusedError
from balado.record import intent
from balado.record.generation_file import feed_copy_key
from balado.record.history import find_newest
from balado.record.intent import UnansweredError, intent_to_delete, stop_deleting
from balado.record.prune import plan_pruning
from balado.record.retention import GracePeriod, in_force
from balado.store.s3_client import Connection

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    with mock.patch.object(intent, "_ROUND_SECONDS", 0.0):
        yield


@pytest.fixture(params=first_of(["folder", "bucket without a prefix", "bucket"], 2))
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A folder, and a whole bucket, where most may be mistaken for ours. In a prefix: what others keep; all, by CI."""
    if request.param == "folder":
        return folder_world(tmp_path / "public", MONDAY)
    server, _, is_whole = request.param.partition(" without")
    store = new_store(request.getfixturevalue(f"{server}_endpoint"))
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)
    return bucket_world(Connection(store.url, None), store.bucket, "" if is_whole else "p", MONDAY)


shared_with_others = pytest.mark.parametrize(
    "world",
    first_of(["folder", "moto", "radosgw without a prefix", "moto without a prefix"], 3),
    indirect=True,
)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    return made


def record_anew(show: Show, seconds: float) -> None:
    (show.root / "episodes/a/talk.mp3").write_bytes(silent_mp3(seconds, "a"))


def recordings(world: World) -> list[str]:
    return [stored.key for stored in world.public.list("audio/")]


def look(world: World) -> list[str]:
    """The live guids; everything that the feed names is there."""
    return assert_whole({key: body for key, body in objects_of(world.public).items() if not key.startswith(".balado/")})


def put(world: World, key: str, body: bytes = b"sound", **metadata: str) -> None:
    """What somebody stored long ago."""
    plain = Artifact.of_bytes(key, Kind.AUDIO, body, "audio/mpeg", FOREVER)
    world.public.put(
        Artifact(key, plain.kind, body, len(body), plain.sha256, plain.content_type, FOREVER, metadata=metadata)
    )


def publish_twice(world: World, show: Show) -> None:
    """Two recordings of one episode, a day apart; then forty days pass."""
    world.publish(show.root)
    record_anew(show, 3)
    world.now += DAY
    world.publish(show.root)
    world.now += 40 * DAY


def test_what_is_live_after_a_run_that_was_cut_short_stays(world: World, show: Show) -> None:
    world.publish(show.root)
    record_anew(show, 3)
    world.now += 40 * DAY
    steps = Steps()
    with mock.patch("balado.publish.apply.project", side_effect=Killed), pytest.raises(Killed):
        world.publish(show.root, steps)
    world.now += 40 * DAY
    assert plan_pruning(world.target(), world.now, DAY).media == (), "the older one is still served"

    assert [stored.key for stored in world.prune(days=30).media] == []
    assert find_newest(world.target()).projected, "it is shown first"
    look(world)
    assert len(recordings(world)) == 2, "one of them was served until this moment"


def test_what_was_served_until_this_moment_stays_where_the_feed_has_lost_its_number(world: World, show: Show) -> None:
    world.publish(show.root)
    served = world.public.get("feed.xml")
    assert served is not None
    record_anew(show, 3)
    world.now += 40 * DAY
    with mock.patch("balado.publish.apply.project", side_effect=Killed), pytest.raises(Killed):
        world.publish(show.root)
    put(world, "feed.xml", served[0])  # as a copy does that keeps the text alone
    world.now += 40 * DAY
    assert [stored.key for stored in world.prune(days=1).media] == []
    look(world)
    assert len(recordings(world)) == 2


def test_nothing_goes_while_the_newest_publication_cannot_be_shown(world: World, show: Show) -> None:
    publish_twice(world, show)
    record_anew(show, 4)
    with mock.patch("balado.publish.apply.project", side_effect=Killed), pytest.raises(Killed):
        world.publish(show.root)
    newest = find_newest(world.target()).generation
    assert newest is not None
    world.public.delete(newest.episodes[0].audio.key)
    before = recordings(world)
    with pytest.raises(RefusedError, match=r"recorded and not shown yet, and 1 of its files is gone.*`balado publish`"):
        world.prune(days=1)
    assert recordings(world) == before
    look(world)


class Twins:
    """A folder with two recordings of one episode, published a day apart long ago; the first is there again."""

    def __init__(self, folder: Path) -> None:
        self.world, self.show = folder_world(folder / "public", MONDAY), Show(folder / "show")
        self.show.write_feed()
        self.show.add("a")
        publish_twice(self.world, self.show)
        record_anew(self.show, 2)
        self.place = FolderPlace(folder / "public", folder / "saved")
        self.place.remember()
        self.times, self.now = dict(self.world.times), self.world.now

    def begin_anew(self) -> None:
        """As it was when it was made."""
        self.place.restore()
        self.world.times, self.world.now = dict(self.times), self.now

    def act(self, verb: str, steps: Steps | None = None) -> str:
        """Announce the first recording again; gives why that was refused."""
        try:
            self.world.publish(self.show.root, steps) if verb == "publish" else self.world.roll_back(steps=steps)
        except RefusedError as refusal:
            return str(refusal)
        return ""

    def prune(self, steps: Steps | None = None) -> str:
        try:
            self.world.prune(days=1, steps=steps)
        except RefusedError as refusal:
            return str(refusal)
        return ""


@pytest.mark.parametrize("verb", ["publish", "rollback"])
def test_pruned_at_any_moment_of_a_run_that_announces_old_files_again(verb: str, tmp_path: Path) -> None:
    said, twins = set(), Twins(tmp_path)
    for moment in range(1, 100):
        twins.begin_anew()
        steps = Steps(meanwhile={moment: twins.prune})
        said.add(twins.act(verb, steps).partition(" (")[0])
        if steps.meanwhile:
            break
        assert look(twins.world) == ["guid-of-a"]
        assert twins.act("publish") == ""
        assert look(twins.world) == ["guid-of-a"]
        assert find_newest(twins.world.target()).projected
    assert moment > 10
    assert all(verb == "rollback" and ("is gone" in one or "is missing" in one) for one in said - {""}), said


@pytest.mark.in_depth
@pytest.mark.parametrize("verb", ["publish", "rollback"])
def test_a_run_that_announces_old_files_again_at_any_moment_of_pruning(verb: str, tmp_path: Path) -> None:
    """In one process, the one who prunes cannot answer while the other runs: as if the network held its request."""
    said, twins = set(), Twins(tmp_path)
    for moment in range(1, 100):
        twins.begin_anew()
        steps = Steps(meanwhile={moment: lambda: said.add(twins.act(verb))})
        said.add(twins.prune(steps))
        if steps.meanwhile:
            break
        assert look(twins.world) == ["guid-of-a"]
        assert twins.act("publish") == ""
        assert look(twins.world) == ["guid-of-a"]
        assert find_newest(twins.world.target()).projected
    assert moment > 10
    assert all(any(word in one for word in ("Somebody publishes", "does not answer", "is gone", "is missing"))
               for one in said - {""}), said  # fmt: skip


def test_killed_at_any_step_pruning_leaves_the_show_whole_and_goes_on_the_next_time(show: Show, tmp_path: Path) -> None:
    points, world = 0, folder_world(tmp_path / "public", MONDAY)
    publish_twice(world, show)
    place, times = FolderPlace(tmp_path / "public", tmp_path / "saved"), dict(world.times)
    place.remember()
    while True:
        place.restore()
        world.times = dict(times)
        points += 1
        try:
            world.prune(days=1, steps=Steps(die_at=points))
            break
        except Killed:
            look(world)
        world.prune(days=1)
        assert len(recordings(world)) == 1
        assert not list(world.state.list("pruning/"))
        look(world)
    assert points > 10


@shared_with_others
def test_what_others_keep_in_the_same_place_stays(world: World, show: Show) -> None:
    theirs = {
        "audio/theme-0123456789abcdef.mp3": b"theme",
        "documents/annual-report-0123456789abcdef.pdf": b"report",
        "artwork/a-0123456789abcdef.jpg": b"of the same name as an episode",
        "archive-2019.xml": b"<rss/>",
        "audio/balado-probe-of-mine": b"not what a probe holds",
    }
    for key, body in theirs.items():
        put(world, key, body)
    body = b"another show's"
    named = Artifact.of_bytes("x", Kind.AUDIO, body, "audio/mpeg", FOREVER).sha256[:16]
    put(world, f"audio/a-{named}.mp3", body, **{"balado-show": "0" * 32})
    publish_twice(world, show)
    assert len(world.prune(days=1).media) == 1
    there = objects_of(world.public)
    assert theirs.items() <= there.items()
    assert f"audio/a-{named}.mp3" in there


@shared_with_others
def test_uploads_of_others_go_on(world: World, show: Show, request: pytest.FixtureRequest) -> None:
    if "s3://" not in world.public.address:
        pytest.skip("a folder has no uploads")
    publish_twice(world, show)
    ours = recordings(world)[0]
    bucket, _, prefix = world.public.address.removeprefix("s3://").partition("/")
    client = world.public._connection.client  # type: ignore[attr-defined]
    keys = [f"{prefix}/{key}".strip("/") for key in (ours, "audio/theme-0123456789abcdef.mp3", "backup/all.tar")]
    for key in keys:
        client.create_multipart_upload(Bucket=bucket, Key=key)
    world.prune(days=1)
    left = client.list_multipart_uploads(Bucket=bucket)["Uploads"]
    assert {one["Key"] for one in left} >= set(keys[1:])
    if "moto" in request.node.callspec.id:  # whose uploads are of 2010; those of a real store are of this moment
        assert ours not in {one["Key"].removeprefix(f"{prefix}/") for one in left}


@shared_with_others
def test_what_a_killed_run_sent_and_nobody_published_goes(world: World, show: Show) -> None:
    publish_twice(world, show)
    show.add("b")
    steps = Steps()
    world.publish(show.root, steps)
    sent = next(number for number, what in enumerate(steps.taken, 1) if what.startswith("put_if_absent generations/"))
    show.add("c")
    with pytest.raises(Killed):
        world.publish(show.root, Steps(die_at=sent))
    assert [key for key in recordings(world) if key.startswith("audio/c-")]
    world.now += 40 * DAY
    world.prune(days=1)
    assert not [key for key in recordings(world) if key.startswith("audio/c-")]
    assert len(recordings(world)) == 2
    look(world)


@pytest.mark.parametrize("wrong", [MONDAY - 30 * DAY, MONDAY + 4000 * DAY])
def test_a_publication_under_a_wrong_clock_makes_nothing_forgotten(world: World, show: Show, wrong: datetime) -> None:
    world.publish(show.root)
    world.now += 40 * DAY
    record_anew(show, 3)
    world.publish(show.root, now=wrong)
    world.now += timedelta(hours=1)
    world.prune(days=1)
    assert len(recordings(world)) == 2, "an hour ago the first was served"
    world.now += 2 * DAY
    world.prune(days=1)
    assert len(recordings(world)) == 1
    look(world)


def test_whoever_prunes_under_a_wrong_clock_deletes_no_more_than_under_the_store_s(world: World, show: Show) -> None:
    publish_twice(world, show)
    record_anew(show, 4)
    world.publish(show.root)
    world.prune(days=30, now=world.now + 4000 * DAY)
    assert len(recordings(world)) == 2, "the newest, and what was served until a moment ago"


def test_what_a_feed_put_in_place_by_hand_names_stays(world: World, show: Show) -> None:
    world.publish(show.root)
    first = world.public.get("feed.xml")
    assert first is not None
    record_anew(show, 3)
    world.now += DAY
    world.publish(show.root)
    world.now += 40 * DAY
    put(world, "feed.xml", first[0])
    pruning = plan_pruning(world.target(), world.now, DAY)
    assert pruning.media == ()


def test_probes_that_a_killed_look_at_the_bucket_left_go(world: World, show: Show) -> None:
    publish_twice(world, show)
    put(world, "audio/balado-probe-0a1b", b"balado-probe-0a1b")
    put(world, "archive-balado-probe-0a1b.xml", b"balado-probe-0a1b")
    pruning = world.prune()
    assert sorted(stored.key for stored in pruning.probes) == [
        "archive-balado-probe-0a1b.xml",
        "audio/balado-probe-0a1b",
    ]
    assert not [key for key in objects_of(world.public) if "probe" in key]


def test_copies_of_documents_go_with_what_they_announced(world: World, show: Show) -> None:
    publish_twice(world, show)
    assert len(list(world.state.list("feeds/"))) == 2
    world.prune(days=1)
    newest = find_newest(world.target()).generation
    assert newest is not None
    assert newest.feed is not None
    assert [stored.key for stored in world.state.list("feeds/")] == [feed_copy_key(newest.feed.sha256)]


def moments(*days: float | None) -> dict[int, datetime | None]:
    return {number: None if day is None else MONDAY + day * DAY for number, day in enumerate(days, 1)}


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ((), set()),
        ((0,), {1}),
        ((0, 1, 2), {3}),
        ((0, 1, 15), {2, 3}),
        ((0, 15, 16), {1, 2, 3}),
        ((0, 1, 10), {3}),  # it came when the period began
        ((0, 1, -4000), {2, 3}),  # nobody knows when the third came
        ((0, -4000, 2), {3}),
        ((0, 4000, 2), {3}),
        ((15, 1, 2), {1, 2, 3}),  # the first was written anew
        ((0, None, 15), {1, 2, 3}),
        ((None, None), {1, 2}),
    ],
)
def test_a_publication_was_in_force_until_the_next_one_came(days: tuple[float | None, ...], kept: set[int]) -> None:
    assert in_force(moments(*days), GracePeriod(MONDAY + 10 * DAY, MONDAY + 20 * DAY)) == kept


def test_whoever_publishes_waits_until_the_deletion_under_way_is_over(tmp_path: Path) -> None:
    state = folder_world(tmp_path / "public", MONDAY).state
    waited: list[float] = []
    with intent_to_delete(state, "one", lambda _seconds: None) as told:
        told.confirm()

        def stopping(seconds: float) -> None:
            waited.append(seconds)
            with pytest.raises(intent.Stopped):
                told.confirm()
            if len(waited) == 3:
                state.delete("pruning/intent")  # as it does when it ends

        stop_deleting(state, stopping)
    assert len(waited) == 3
    assert state.get("pruning/intent") is None


def test_a_run_that_does_not_answer_counts_as_dead_after_ten_minutes(tmp_path: Path) -> None:
    world = folder_world(tmp_path / "public", MONDAY)
    state = world.target().state
    with intent_to_delete(state, "slow") as slow:
        for minutes in (0, 9):
            world.now = MONDAY + timedelta(minutes=minutes)
            with pytest.raises(UnansweredError, match="does not answer"):
                stop_deleting(state)
        world.now = MONDAY + timedelta(minutes=10)
        with intent_to_delete(state, "next") as following:
            with pytest.raises(intent.Stopped):
                slow.confirm()
            following.confirm()
        with pytest.raises(intent.Stopped):
            slow.confirm()
    assert not list(state.list("pruning/"))


def test_a_run_that_was_killed_on_this_machine_counts_as_dead_at_once(tmp_path: Path) -> None:
    state = folder_world(tmp_path / "public", MONDAY).state
    killed = subprocess.run([sys.executable, "-c", _DIE, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [stored.key for stored in state.list("pruning/")] == ["pruning/intent"]
    stop_deleting(state, lambda _seconds: pytest.fail("nobody waits for the dead"))
    assert not list(state.list("pruning/"))


_DIE = """
import os, signal, sys, pathlib
from balado.store.folder import FolderStorage
from balado.record.intent import intent_to_delete
with intent_to_delete(FolderStorage(pathlib.Path(sys.argv[1], ".public.balado"), None), "token"):
    os.kill(os.getpid(), signal.SIGKILL)
"""
