"""Pages of the last publication that were made of the same are neither made nor read again."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from editions import a_show, opened
from show_builder import NOW, Show
from workers import first_of

from balado.edition import transcripts
from balado.edition.draw import draw_up
from balado.edition.open import Request
from balado.edition.pages import episode, kept
from balado.edition.plan import Plan
from balado.events import Watch
from balado.publish.publish import publish
from balado.record.history import find_newest
from balado.site.render import Renderer
from balado.transcripts.transcript import Transcript

EPISODES = 58
MOST_PAGES = 12
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Bonjour à toutes, c’est le numéro {}.\n"


@dataclass
class Work:
    """The pages that were rendered, and the transcripts that were read."""

    pages: list[str] = field(default_factory=list)
    transcripts: list[str] = field(default_factory=list)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    seen, page, read = Work(), Renderer.page, episode.read_transcript

    def rendering(self: Renderer, template: str, key: str, *rest: Any) -> bytes:
        seen.pages.append(key)
        return page(self, template, key, *rest)

    def reading(body: bytes, name: str) -> Any:
        seen.transcripts.append(name)
        return read(body, name)

    monkeypatch.setattr(Renderer, "page", rendering)
    for module in (episode, transcripts):
        monkeypatch.setattr(module, "read_transcript", reading)
    return seen


def add(show: Show, number: int, **keys: str) -> None:
    day = f"20{number // 12 + 10}-{number % 12 + 1:02}-01 08:00"
    people = f"[{{name: Person {number % 3}}}]"
    folder = show.add(f"e{number:02}", date=day, seconds=0.1, season=str(1 + number // 30), people=people, **keys)
    (folder / "transcript.vtt").write_text(VTT.format(number), encoding="utf-8")


def memory_of(show: Show) -> Path:
    return show.root / "inspections.json"


def seals_of(show: Show) -> Path:
    return show.root / "inspections.pages.json"


def run(show: Show) -> bool:
    request = Request(show.root, datetime.fromisoformat(NOW), "me", memory_of(show))
    return publish(request, Watch(lambda _event: None)).published


def planned(show: Show, *, anew: bool = False) -> Plan:
    run = opened(show, cache_file=memory_of(show))
    return draw_up(run, find_newest(run.target).generation, anew=anew).plan


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Show:
    made = a_show(tmp_path_factory.mktemp("kept") / "show", site=None)
    for number in range(EPISODES):
        add(made, number)
    run(made)
    return made


@pytest.fixture
def show(published: Show) -> Iterator[Show]:
    """The published show, as it is after this test what it was before."""
    texts = {path: path.read_bytes() for path in published.root.glob("*.yaml")}
    seals = seals_of(published)
    texts[seals] = seals.read_bytes()
    yield published
    for path, text in texts.items():
        path.write_bytes(text)


def test_a_new_episode_renders_few_pages_and_reads_few_transcripts_and_the_pages_are_those_of_all_made_anew(
    published: Show, tmp_path: Path, work: Work
) -> None:
    show = Show(tmp_path / "show")
    copytree(published.root, show.root)
    for number in (EPISODES, EPISODES + 1):
        add(show, number)
        work.pages.clear()
        work.transcripts.clear()
        assert run(show)
        assert len(work.pages) <= MOST_PAGES, work.pages
        assert max(Counter(work.pages).values()) == 1
        assert 2 <= len(work.transcripts) <= 4, work.transcripts
    assert not planned(show, anew=True).changed
    assert not planned(show).site.keys() & {
        file.sha256 for file in planned(show).generation.site if "episodes/" in file.key
    }


def test_nothing_is_rendered_where_nothing_changes(show: Show, work: Work) -> None:
    assert not planned(show).changed
    assert (work.pages, work.transcripts) == ([], [])


@pytest.mark.parametrize(
    "damage",
    first_of(
        [b'{"seals": 7}', b"\xff", b"", b"[]", b'{"seals": [], "texts": []}', b'{"seals": ["a", "b"], "texts": {}}'], 2
    ),
)
def test_without_a_sound_memory_all_is_made_anew_and_is_the_same(show: Show, work: Work, damage: bytes) -> None:
    seals_of(show).write_bytes(damage)
    assert not planned(show).changed
    assert len(work.pages) > EPISODES


def test_a_text_that_is_not_what_it_was_is_not_added_to(published: Show, tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    copytree(published.root, show.root)
    known = seals_of(show).read_text("utf-8")
    assert "bonjour" in known
    seals_of(show).write_text(known.replace("bonjour", "bonsoir"), "utf-8")
    add(show, EPISODES)
    assert run(show)
    assert not planned(show, anew=True).changed


def test_other_code_makes_all_anew(show: Show, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "code_digest", lambda: "of another version")
    assert not planned(show).changed
    assert len(work.pages) > EPISODES


def test_what_stands_on_every_page_makes_all_anew(show: Show, work: Work) -> None:
    text = show.root / "feed.yaml"
    text.write_text(text.read_text("utf-8").replace("title: Le dernier", "title: Le premier"), "utf-8")
    assert planned(show).changed
    assert len(work.pages) > EPISODES


@pytest.mark.untraced
def test_few_transcripts_are_held_while_pages_are_made(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand conferences with their words would fill the memory of a small machine."""
    gc.freeze()  # nothing that was there before is looked through: it may be millions of objects
    held, read = [], episode.read_transcript

    def reading(body: bytes, name: str) -> Any:
        held.append(sum(type(one) is Transcript for one in gc.get_objects()))
        return read(body, name)

    monkeypatch.setattr(episode, "read_transcript", reading)
    planned(show, anew=True)
    assert len(held) >= EPISODES
    assert max(held) - held[0] <= 4


def test_the_digest_of_the_code_is_one_of_its_templates_too() -> None:
    found = {name for name, _ in kept._sources(kept.files("balado") / "site", "site")}
    assert {"site/templates/episode.html", "site/assets/site.css", "site/episode_page.py"} <= found
    assert not [name for name in found if name.endswith(".pyc")]
    assert len(kept.code_digest()) == 64
