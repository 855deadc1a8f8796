"""A studio with a draft of a transcript that waits for its reader, and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from chromium import Visits
from playwright.sync_api import Page
from show_builder import Show
from studio_runs import Answered, ServedStudio, options_for, served_studio

from balado.transcripts.vtt import stamp

PATH = "episodes/parle/transcript.draft.vtt"
ADDRESS = f"/transcripts/{PATH}"
LINES = ("Bonjour à <c.unsure>toutes</c> et à tous", "Le Conseil <c.unsure>des tas</c>\nvous accueille", "Merci à vous",
         "À demain", "Fin")  # fmt: skip


def draft_of(lines: tuple[str, ...] = LINES) -> str:
    """A draft as `balado transcribe` writes it: each line is said for two seconds."""
    return (
        "\n\n".join(["WEBVTT\nKind: captions\nLanguage: fr", "NOTE balado draft\nwhisper, small, fr", *cues(lines)])
        + "\n"
    )


def cues(lines: tuple[str, ...]) -> Iterator[str]:
    for number, line in enumerate(lines):
        times = [stamp(timedelta(seconds=2 * place)) for place in (number, number + 1)]
        yield f"{times[0]} --> {times[1]}\n<v Voix 1>{line}"


@dataclass(frozen=True)
class ReadingStudio:
    """A studio that answers, and the draft in its show."""

    served: ServedStudio
    draft: Path

    @property
    def text(self) -> str:
        return self.draft.read_bytes().decode()

    @property
    def page(self) -> str:
        return self.served.get(ADDRESS).text

    @property
    def keys(self) -> list[str]:
        return re.findall(r'data-key="([^"]+)"', self.page)

    @property
    def revision(self) -> str:
        found = re.search(r'data-revision="([^"]+)"', self.page)
        assert found is not None
        return found[1]

    def change(self, **fields: str) -> Answered:
        return self.served.post("/transcripts/change", {"file": PATH, "as": "json", **fields})

    def open(self, visits: Visits, **options: object) -> Page:
        """The page of the draft in a browser that was let in, as soon as its keys work."""
        page = visits.tab(**options)
        page.goto(self.served.doors.first_address)
        page.goto(self.served.doors.origin + ADDRESS)
        page.wait_for_selector(".tools:not([hidden])")
        return page


@contextmanager
def reading_studio(
    folder: Path, text: str = "", *, language: str = "en", may_change: bool = True
) -> Iterator[ReadingStudio]:
    """A studio of a show with one episode, half a minute long, whose draft has this text."""
    show = Show(folder / "show")
    show.write_feed(site="{}", words="[{word: d’État, heard: [des tas]}]", people="{hedon: {name: Claire Hédon}}")
    show.add("parle", draft="true", seconds=30)
    draft = show.root / PATH
    draft.write_bytes((text or draft_of()).encode())
    options = replace(options_for(show, language=language, may_change=may_change), kept=folder / "kept")
    with served_studio(options, show) as served:
        served.settled()
        yield ReadingStudio(served, draft)
