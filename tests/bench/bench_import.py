"""`balado import` of a feed of 1,500 episodes whose recordings stay where they are, and once more with nothing new.

Each item has notes of its own in HTML with a list and links, and below them what stands below all of them; season,
number, picture and two people. What is measured is all of it, the proof at the end too. The floor is 150 MB.

Each first import has a folder of its own: just after as many files were deleted, making them takes ten times as long.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import podcast_specimens as of
from feed_specimens import BUILT, feed, item
from measuring import Sample, in_turn, median_cpu_seconds, median_seconds, peak_mb, run, table

from balado.feed.write import write

ITEMS = 1_500
ROUNDS = 3
_NOTES = (
    "<p>Cette semaine, épisode {number} : nous recevons <b>Claire Hédon</b>, pour parler des services publics. "
    '<a href="https://page.example/?x=1&amp;y={number}">La page de l\'épisode</a>.</p><p>Au sommaire&nbsp;:</p>'
    "<ul><li>00:00 Introduction</li><li>05:12 Les guichets</li><li>12:40 Le numérique</li></ul>"
    "<p>Un podcast produit par <em>une institution</em>. <a href='https://page.example/privacy'>Vie privée</a>.</p>"
)


def document() -> bytes:
    items = [
        item(
            f"e{number}",
            published=BUILT - timedelta(days=number),
            html=_NOTES.replace("{number}", str(number)),
            season=1 + number // 100,
            season_name=f"Saison {1 + number // 100}",
            episode=1 + number % 100,
            people=of.PEOPLE,
            duration_s=1_800,
            image_url=f"https://pod.example/{number}.jpg",
        )
        for number in range(ITEMS)
    ]
    return write(replace(feed(*items), live=()))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.xml").write_bytes(document())
        places = [f"show-{number}" for number in range(ROUNDS + 1)]
        first, again = in_turn(ROUNDS, _imports(folder, places), _imports(folder, places))
        rows = [
            [name, median_seconds(found), median_cpu_seconds(found), peak_mb(found)]
            for name, found in (("first", first), ("nothing new", again))
        ]
        head = ["import", "seconds", "of the processor", "peak MB"]
        table(f"{ITEMS} episodes imported (medians of {ROUNDS}; floor: 150 MB)", head, rows)


def _imports(folder: Path, places: Iterable[str]) -> Callable[[], Sample]:
    """Imports into the next of the places each time."""
    left = iter(places)
    return lambda: run([sys.executable, "-m", "balado", "import", "old.xml", next(left)], folder)


if __name__ == "__main__":
    main()
