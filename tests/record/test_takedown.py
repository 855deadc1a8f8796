"""Taking an episode down, cut short at every step: run again, it ends as if it had not been."""

from __future__ import annotations

from pathlib import Path

import pytest
from memory_storage import MemoryStorage
from specimens import NOON, candidate, episode, plan_of

from balado.artifact import FOREVER, Artifact, Kind
from balado.errors import UsageError
from balado.events import Watch
from balado.publish.apply import apply
from balado.record.cuts import Cuts
from balado.record.generation import Generation
from balado.record.generation_file import generation_key, read_generation
from balado.record.history import find_newest
from balado.record.takedown import TakedownRequest, Taken, take_down
from balado.store.target import Target

SILENT = Watch(lambda _event: None)


class Killed(BaseException):
    """The end of a process."""


class Mortal(MemoryStorage):
    """A storage whose caller dies at its n-th request, before or after it was carried out."""

    left: int = 10**9

    def _note(self, verb: str, key: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed
        super()._note(verb, key)


def guid_of(name: str) -> str:
    return episode(name).guid


def published(folder: Path) -> Target:
    """Three publications: a and b, another recording of a, another title of b."""
    target = Target(Mortal("public"), Mortal("state"))
    previous: Generation | None = None
    for sound, title in (("one", "B"), ("two", "B"), ("two", "New B")):
        made = plan_of(
            folder,
            candidate(folder, episode("a"), sound),
            candidate(folder, episode("b", title=title), "b"),
            previous=previous,
        )
        previous = apply(made, target, SILENT)
    return target


def take(target: Target) -> Taken:
    guid = guid_of("a")

    def without(document: bytes, _guid: str) -> bytes:
        return b"\n".join(line for line in document.split(b"\n") if not line.startswith(f"{guid} ".encode()))

    return take_down(
        target, TakedownRequest(guid), (NOON, "me"), Cuts(without, lambda _key, body, *_episode: body), SILENT
    )


def everything(target: Target) -> dict[str, bytes]:
    assert isinstance(target.public, MemoryStorage)
    assert isinstance(target.state, MemoryStorage)
    return {key: body for storage in (target.public, target.state) for key, (body, _) in storage.objects.items()}


def test_its_media_its_records_and_its_documents_go(tmp_path: Path) -> None:
    target = published(tmp_path)
    before = everything(target)

    taken = take(target)

    after = everything(target)
    assert (taken.served.number, taken.records, taken.documents) == (4, 3, 2)
    assert {key for key in before if key.startswith("audio/a-")} == set(taken.deleted)
    assert {key for key in after if key.startswith("audio/")} == {key for key in before if key.startswith("audio/b-")}
    for number in (1, 2, 3):
        generation = read_generation(after[generation_key(number)], "")
        assert [record.guid for record in generation.episodes] == [guid_of("b")]
        assert not generation.former
        assert len(generation.media) == 1
        assert {f"feeds/{generation.feed.sha256}.xml.gz"} <= set(after) if generation.feed else False
    assert find_newest(target).projected


def test_cut_short_anywhere_and_run_again_it_ends_the_same(tmp_path: Path) -> None:
    expected: dict[str, bytes] | None = None
    points = 0
    while True:
        target = published(tmp_path)
        assert isinstance(target.public, Mortal)
        assert isinstance(target.state, Mortal)
        whole = everything(target)
        target.public.left = target.state.left = points
        try:
            take(target)
        except Killed:
            points += 1
        else:
            break
        target.public.left = target.state.left = 10**9
        if everything(target) == whole:
            continue
        assert find_newest(target).generation is not None
        again = take(target)
        assert not [key for key in everything(target) if key.startswith("audio/a-")]
        assert again.served.number == 4
        found = everything(target)
        expected = expected or found
        assert found == expected
    assert points > 8
    assert everything(target) == expected


def test_what_a_killed_run_sent_of_it_goes_too_and_what_is_anothers_stays(tmp_path: Path) -> None:
    target = published(tmp_path)
    assert isinstance(target.public, MemoryStorage)
    for key in ("audio/a-0123456789abcdef.mp3", "audio/a-b-0123456789abcdef.mp3"):
        target.public.put(Artifact.of_bytes(key, Kind.AUDIO, b"sound", "audio/mpeg", FOREVER))
    take(target)
    assert "audio/a-0123456789abcdef.mp3" not in target.public.objects
    assert "audio/a-b-0123456789abcdef.mp3" in target.public.objects


def test_records_that_were_set_aside_unread_go_too(tmp_path: Path) -> None:
    target = published(tmp_path)
    target.state.put(Artifact.of_bytes("damaged/9.json", Kind.GENERATION, b"guid-of-a {", "text/plain", FOREVER))
    take(target)
    assert not [key for key in everything(target) if key.startswith("damaged/")]


@pytest.mark.parametrize("served", ["as published", "by hand"])
def test_a_lost_copy_of_the_feed_stops_no_takedown(tmp_path: Path, served: str) -> None:
    target = published(tmp_path)
    for stored in list(target.state.list("feeds/")):
        target.state.delete(stored.key)
    guid = guid_of("a")
    if served == "by hand":
        body = f"{guid} changed\nmore".encode()
        target.public.put(Artifact.of_bytes("feed.xml", Kind.FEED, body, "text/xml", FOREVER))

    take(target)

    assert not [key for key in everything(target) if key.startswith("audio/a-")]
    found = target.public.get("feed.xml")
    assert found is not None
    assert guid.encode() not in found[0]
    assert found[0] == (b"more" if served == "by hand" else f"{guid_of('b')} New B".encode())
    assert find_newest(target).projected == (served == "as published")


def test_a_guid_that_nobody_knows(tmp_path: Path) -> None:
    target = published(tmp_path)
    before = everything(target)
    with pytest.raises(UsageError, match="No publication knows"):
        take_down(target, TakedownRequest("nobody"), (NOON, "me"), bytes, SILENT)
    assert everything(target) == before
