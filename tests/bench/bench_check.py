"""`balado check` on 1,000 episodes beside a publication that changes nothing, and on a foreign feed of 4 MB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from check_examples import SOUND
from measuring import in_turn, median_seconds, peak_mb, run, table
from show_builder import NOW, Show

EPISODES = 1_000
ROUNDS = 5


def make_show(folder: Path) -> Show:
    show = Show(folder)
    show.write_feed()
    for number in range(EPISODES):
        day = f"{1991 + number % 34}-{number % 12 + 1:02}-{number % 28 + 1:02} 08:00"
        show.add(f"episode-{number:05}", date=day, seconds=1 + number % 7 / 10, episode=str(number + 1))
    show.publish()
    return show


def foreign_feed() -> str:
    begin = SOUND.index("    <item>")
    end = SOUND.index("    <item>", begin + 1)
    item = SOUND[begin:end].replace("Who opens the gates at night.", "Who opens the gates at night. " * 40)
    items = (item.replace("c02", f"c{number:04}").replace("2.mp3", f"{number}.mp3") for number in range(2_300))
    return SOUND[:begin] + "".join(items) + SOUND[SOUND.index("  </channel>") :]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show = make_show(folder / "show")
        balado = [sys.executable, "-m", "balado"]
        feed = folder / "feed.xml"
        feed.write_text(foreign_feed(), encoding="utf-8")
        text = show.root / "episodes" / "episode-00007" / "episode.md"

        def first() -> object:
            text.write_text(text.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
            return run([*balado, "check", "--now", NOW], show.root)

        changed, rehearsed, _ = in_turn(
            ROUNDS,
            first,
            lambda: run([*balado, "publish", "--dry-run", "--now", NOW], show.root),
            lambda: run([*balado, "publish", "--now", NOW], show.root),
        )
        again, nothing, foreign = in_turn(
            ROUNDS,
            lambda: run([*balado, "check", "--now", NOW], show.root),
            lambda: run([*balado, "publish", "--now", NOW], show.root),
            lambda: run([*balado, "check", str(feed)], folder),
        )
        rows = [
            ["check, nothing changed since the last", again, nothing],
            ["publish that changes nothing", nothing, nothing],
            ["check after a change", changed, rehearsed],
            ["publish --dry-run after a change", rehearsed, rehearsed],
            [f"check of a feed of {feed.stat().st_size // 1_000_000} MB", foreign, nothing],
        ]
        table(
            f"check ({EPISODES} episodes; medians of {ROUNDS}; floor: 1.5x of a publication that changes nothing)",
            ["command", "seconds", "peak MB", "ratio"],
            [
                [name, median_seconds(ours), peak_mb(ours), median_seconds(ours) / median_seconds(theirs)]
                for name, ours, theirs in rows
            ],
        )
