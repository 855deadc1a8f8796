"""Why a file did not come, in words that help."""

from __future__ import annotations

import pytest

from balado.errors import Place
from balado.importer.media.file import ElsewhereFile, FileKind
from balado.importer.media.missed import missed_fault
from balado.message import say
from balado.web.reply import Reply, Trouble

URL = "https://media.example.org/a.mp3"
PLACE = Place("episodes/a/episode.md", 3, "audio.url")
BY_HAND = "Ask the other host for the file, and put it here: episodes/a/"
AGAIN = "Import again: what is there is continued."
NEVER = "Importing again will not help"


def told(url: str, reply: Reply, *, is_final: bool = False) -> tuple[str, str]:
    wanted = ElsewhereFile(FileKind.RECORDING, url, "episodes/a/a", PLACE)
    fault = missed_fault(wanted, say("{url} cannot be fetched: why.", url=url), reply, is_final=is_final)
    assert (fault.place, fault.severity) == (PLACE, "warning")
    return str(fault.what), str(fault.remedy)


@pytest.mark.parametrize(
    ("url", "reply", "what", "remedy"),
    [
        (URL, Reply(URL, 404), "not there any more", BY_HAND),
        (URL, Reply(URL, 410), "not there any more", BY_HAND),
        (URL, Reply(URL, 403), "not given to everybody", BY_HAND),
        (f"{URL}?Expires=1&Signature=2", Reply(URL, 403), "good no more", "Import the feed again"),
        (URL, Reply(f"{URL}?X-Amz-Expires=60", 401), "good no more", "Import the feed again"),
        ("https://[broken", Reply("https://[broken", 403), "not given", BY_HAND),
        (URL, Reply(URL, 206), "cannot be fetched: why", AGAIN),  # it changed while it came
        *((URL, Reply(URL, status), "cannot be fetched: why", AGAIN) for status in (408, 425, 429, 500, 503)),
        *((URL, Reply(URL, status), "cannot be fetched: why", NEVER) for status in (400, 405, 451)),
    ],
)
def test_each_reason_has_its_remedy(url: str, reply: Reply, what: str, remedy: str) -> None:
    said, to_do = told(url, reply)
    assert what in said
    assert to_do.startswith(remedy)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_what_may_be_otherwise_another_time_is_tried_again_and_nothing_else(trouble: Trouble) -> None:
    passing = {
        Trouble.UNKNOWN_HOST,
        Trouble.REFUSED,
        Trouble.SILENT,
        Trouble.SLOW,
        Trouble.NOT_ASKED,
        Trouble.CUT_SHORT,
    }
    _, remedy = told(URL, Reply(URL, trouble=trouble))
    assert remedy.startswith(AGAIN) == (trouble in passing)
    assert ("`--allow-private`" in remedy) == (trouble is Trouble.PRIVATE)


def test_another_thing_in_its_place_is_not_fetched_again() -> None:
    assert told(URL, Reply(URL, 200), is_final=True)[1].startswith(NEVER)


@pytest.mark.parametrize(
    ("kind", "stem", "place"),
    [
        (FileKind.RECORDING, "episodes/a/a", "episodes/a/"),
        (FileKind.PICTURE, "episodes/a/cover", "episodes/a/cover.*"),
        (FileKind.PICTURE, "cover", "cover.*"),
        (FileKind.TRANSCRIPT, "episodes/a/transcript.fr", "episodes/a/transcript.fr.*"),
        (FileKind.CHAPTERS, "episodes/a/chapters", "episodes/a/chapters.*"),
    ],
)
def test_where_a_file_belongs_is_said(kind: FileKind, stem: str, place: str) -> None:
    fault = missed_fault(ElsewhereFile(kind, URL, stem, PLACE), say("why"), Reply(URL, 404))
    assert str(fault.remedy).endswith(f": {place}")
