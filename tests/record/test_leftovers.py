"""A takedown beside a publication: whatever that still sends, whenever it dies, the next run removes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from memory_storage import MemoryStorage
from specimens import NOON, candidate, episode, plan_of

from balado.artifact import FOREVER, Artifact, Kind
from balado.edition.plan import Plan
from balado.events import Watch
from balado.publish.apply import apply
from balado.publish.take_back import apply_or_take_back, to_be_looked_at_again
from balado.record.copies import feed_copy
from balado.record.cuts import Cuts
from balado.record.generation import Generation
from balado.record.history import Overtaken, find_newest, page_artifact
from balado.record.leftovers import Names, Note, finish_takedowns
from balado.record.takedown import TakedownRequest, Taken, take_down
from balado.store.folder import FolderStorage
from balado.store.target import Target

SILENT = Watch(lambda _event: None)
GUID = episode("a").guid


class Killed(BaseException):
    """The end of a process."""


class Mortal(MemoryStorage):
    """A storage whose caller dies at its n-th request."""

    left: int = 10**9

    def _note(self, verb: str, key: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed
        super()._note(verb, key)


def without(document: bytes, guid: str) -> bytes:
    return b"\n".join(line for line in document.split(b"\n") if guid.encode() not in line)


def unchanged(_key: str, body: bytes, _guid: str, _page: str) -> bytes:
    return body


CUTS = Cuts(without, unchanged)


def take(target: Target, names: frozenset[str] = frozenset()) -> Taken:
    return take_down(target, TakedownRequest(GUID, names), (NOON, "me"), CUTS, SILENT)


def published(folder: Path) -> tuple[Target, Plan]:
    """An episode a and an episode b; and the plan of new recordings of both, worked out before anything happens."""
    target = Target(Mortal("public"), Mortal("state"))
    first = plan_of(folder, candidate(folder, episode("a"), "one"), candidate(folder, episode("b"), "b"))
    served = apply(first, target, SILENT)
    later = (candidate(folder, episode("a"), "two"), candidate(folder, episode("b"), "b2"))
    return target, plan_of(folder, *later, previous=served)


def keys(target: Target) -> set[str]:
    assert isinstance(target.public, MemoryStorage)
    return set(target.public.objects)


def newest(target: Target) -> Generation:
    found = find_newest(target).generation
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "own"),
    [
        ("audio/a-0123456789abcdef.mp3", True),
        ("audio/a-b-0123456789abcdef.mp3", False),
        ("artwork/a-chapter-0123456789abcdef.jpg", True),
        ("artwork/cover-0123456789abcdef.jpg", False),
        ("transcripts/a-en-0123456789abcdef.vtt", True),
        ("documents/a-plan-of-the-room-0123456789abcdef.pdf", True),
        ("documents/a-long-plan-0123456789abcdef.pdf", False),
        ("films/a-film-0123456789abcdef.mp4", True),
        ("documents/a-plan-0123456789abcdef", True),
        ("documents/ab-plan-0123456789abcdef.pdf", False),
        ("pages/a-0123456789abcdef.html", False),
        ("feed.xml", False),
    ],
)
def test_the_keys_of_an_episode_are_known_by_its_name_and_the_longest_name_decides(key: str, *, own: bool) -> None:
    assert Names.of(["a"], "salt", ["a-long"]).own(key) is own


def test_a_note_tells_nobody_the_name(tmp_path: Path) -> None:
    target, _ = published(tmp_path)
    take(target)
    assert isinstance(target.state, MemoryStorage)
    [note] = [body for key, (body, _) in target.state.objects.items() if key.startswith("takedowns/")]
    assert GUID.encode() not in note
    assert b'"a"' not in note


def test_a_publication_that_is_overtaken_by_a_takedown_removes_what_it_sent(tmp_path: Path) -> None:
    target, plan = published(tmp_path)
    assert isinstance(target.public, MemoryStorage)
    [new] = [one.artifact.key for one in plan.uploads if one.artifact.key.startswith("audio/a-")]
    target.public.before[f"put {new}"] = lambda: (target.public.before.clear(), take(target))  # type: ignore[attr-defined]
    with pytest.raises(Overtaken):
        apply_or_take_back(plan, target, CUTS, SILENT)
    assert not [key for key in keys(target) if key.startswith("audio/a-")]
    assert [key for key in keys(target) if key.startswith("audio/b-")]


def test_killed_anywhere_after_a_takedown_the_next_run_removes_what_it_sent(tmp_path: Path) -> None:
    points = 0
    while True:
        target, plan = published(tmp_path)
        assert isinstance(target.public, Mortal)
        assert isinstance(target.state, Mortal)
        take(target)
        target.public.left = target.state.left = points
        try:
            apply_or_take_back(plan, target, CUTS, SILENT)
        except Killed:
            points += 1
        except Overtaken:
            break
        target.public.left = target.state.left = 10**9
        finish_takedowns(target, newest(target), ("a", "b"), CUTS)
        assert not [key for key in keys(target) if key.startswith("audio/a-")]
        assert {one.key for one in newest(target).objects} <= keys(target)
    assert points > 6


def test_what_killed_runs_left_before_is_found_by_the_name_in_the_source_alone(tmp_path: Path) -> None:
    target = Target(MemoryStorage("public"), MemoryStorage("state"))
    target.public.put(Artifact.of_bytes("documents/a-plan-0123456789abcdef.pdf", Kind.DOCUMENT, b"", "", FOREVER))
    taken = take(target, frozenset({"a"}))
    assert (taken.served, taken.deleted) == (None, ("documents/a-plan-0123456789abcdef.pdf",))
    assert not keys(target)


def test_an_episode_that_was_never_published_is_kept_from_it(tmp_path: Path) -> None:
    target = Target(MemoryStorage("public"), MemoryStorage("state"))
    apply(plan_of(tmp_path, candidate(tmp_path, episode("b"), "b")), target, SILENT)
    take(target, frozenset({"a"}))
    assert newest(target).taken == (GUID,)


def test_a_copy_and_a_page_that_a_run_wrote_for_a_publication_of_its_own_go_too(tmp_path: Path) -> None:
    target, _ = published(tmp_path)
    take(target)
    document = f"<item>\n<guid>{GUID}</guid>\n</item>".encode()
    target.state.put(feed_copy(document, page_artifact("", document).sha256))
    target.public.put(page_artifact("latest.xml", document))
    finish_takedowns(target, newest(target), (), CUTS)
    assert isinstance(target.public, MemoryStorage)
    assert isinstance(target.state, MemoryStorage)
    assert not [key for key in target.state.objects if page_artifact("", document).sha256 in key]
    assert GUID.encode() not in target.public.objects["latest.xml"][0]


def test_files_of_others_and_of_a_later_episode_of_that_name_stay(tmp_path: Path) -> None:
    """Not ours: no digest beside it, none in its name. Later: written more than a day after the takedown."""
    public = FolderStorage(tmp_path / "public", tmp_path / "state" / "headers")
    target = Target(public, FolderStorage(tmp_path / "state", None))
    (tmp_path / "files").mkdir()
    files = tmp_path / "files"
    apply(plan_of(files, candidate(files, episode("a"), "one"), candidate(files, episode("b"), "b")), target, SILENT)
    theirs = tmp_path / "public/documents/a-report-0123456789abcdef.pdf"
    theirs.parent.mkdir()
    theirs.write_bytes(b"of somebody else")
    take(target)
    assert theirs.exists()
    for name, later in (("early", timedelta(hours=20)), ("late", timedelta(hours=30))):
        key = f"documents/a-{name}-0123456789abcdef.pdf"
        public.put(Artifact.of_bytes(key, Kind.DOCUMENT, name.encode(), "application/pdf", FOREVER))
        moment = (datetime.now(UTC) + later).timestamp()
        status = (tmp_path / "public" / key).stat()
        headers = tmp_path / f"state/headers/{key}.d/{status.st_mtime_ns}-{status.st_size}.json"
        import os

        os.utime(tmp_path / "public" / key, (moment, moment))
        moved = (tmp_path / "public" / key).stat()
        headers.rename(headers.with_name(f"{moved.st_mtime_ns}-{moved.st_size}.json"))
    finish_takedowns(target, newest(target), (), CUTS)
    assert sorted(path.name for path in theirs.parent.iterdir() if path.suffix == ".pdf") == [
        "a-late-0123456789abcdef.pdf",
        "a-report-0123456789abcdef.pdf",
    ]


def test_while_a_run_from_before_a_takedown_may_send_no_publication_is_taken_for_up_to_date(tmp_path: Path) -> None:
    target, plan = published(tmp_path)
    note = Note(GUID, Names("salt", frozenset()), NOON)
    assert to_be_looked_at_again(plan, [note], NOON + timedelta(hours=23)).generation.source_digest is None
    assert to_be_looked_at_again(plan, [note], NOON + timedelta(hours=25)).generation.source_digest == "d"
    assert to_be_looked_at_again(plan, finish_takedowns(target, newest(target), (), CUTS), NOON) == plan


@pytest.mark.parametrize(
    "text", ["old/witness-two.html", "witness-two", "show/audio/a-witness-two-0f.mp3?x", "é/witness-two"]
)
def test_a_name_is_found_as_whole_words_of_a_text(text: str) -> None:
    assert Names.of(["witness-two"], "salt").occur_in(text)


@pytest.mark.parametrize("text", ["", "witness", "witness-twofold", "two-witness", "eyewitness-two"])
def test_a_part_of_a_name_is_not_the_name(text: str) -> None:
    assert not Names.of(["witness-two"], "salt").occur_in(text)
