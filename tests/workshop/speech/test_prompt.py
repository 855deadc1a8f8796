"""What an engine is told before it listens."""

from __future__ import annotations

from pathlib import Path

from readings import reading_of
from show_builder import Show

from balado.workshop.speech.prompt import prompt_of


def prompt(tmp_path: Path, notes: str = "", **keys: str) -> str:
    show = Show(tmp_path)
    show.write_feed(people="{hedon: {name: Claire Hédon}}", words="[SIRCOM, {word: Balado, heard: [bas la do]}]")
    folder = show.add("a", people="[hedon, {name: Jean Castex}]", **keys)
    text = (folder / "episode.md").read_text("utf-8")
    (folder / "episode.md").write_text(text.replace("Notes of *a*.", notes), "utf-8")
    reading = reading_of(show.root)
    assert reading.show is not None
    return prompt_of(reading.show, reading.episodes[0])


def test_it_holds_title_people_words_and_the_names_of_the_notes(tmp_path: Path) -> None:
    notes = "Avec **Thierry Lambert**, du Conseil d’État. Nous écoutons [la page](https://Example.org/Page) de l’Insee."
    assert prompt(tmp_path, notes, title="Un débat") == (
        "Un débat, Claire Hédon, Jean Castex, SIRCOM, Balado, Thierry Lambert, Conseil d’État, Insee."
    )


def test_it_is_no_longer_than_an_engine_remembers(tmp_path: Path) -> None:
    notes = " ".join(f"et Nom{number}Propre" for number in range(200))
    told = prompt(tmp_path, notes)
    assert 500 < len(told) <= 601
    assert told.startswith("About a, Claire Hédon")
