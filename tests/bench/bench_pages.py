"""Pages of 1,000 episodes with transcripts of 300 cues: the first publication and a new episode, beside the feed alone.

Into a folder. The new episode is measured twice: where what pages were made of is remembered, and on a fresh machine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from measuring import Sample, run, table
from show_builder import Show

EPISODES = 1_000
CUES = 300
NOW = "2025-11-23T12:00:00+01:00"
_SENTENCE = "le dernier kilomètre des politiques publiques attend une réponse simple pour tous les services du pays"


def make_show(folder: Path, episodes: int, site: str | None) -> Show:
    show = Show(folder)
    show.write_feed(site=site)
    for number in range(episodes):
        add(show, number)
    return show


def add(show: Show, number: int) -> None:
    """An episode with a transcript in which no two episodes say the same."""
    day = f"{1990 + number % 35}-{number % 12 + 1:02}-{number % 28 + 1:02} 08:00"
    people = f"[{{name: Person {number % 40}}}]"
    folder = show.add(f"episode-{number:05}", date=day, season=str(1 + number // 120), people=people)
    cues = (f"{_time(4 * cue)} --> {_time(4 * cue + 4)}\n{_SENTENCE} {number * cue}\n" for cue in range(CUES))
    (folder / "transcript.vtt").write_text("\n".join(["WEBVTT\n", *cues]), encoding="utf-8")


def _time(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def measure(folder: Path, episodes: int) -> list[tuple[str, Sample]]:
    cache = folder / "cache"
    command = [sys.executable, "-m", "balado", "publish", "--now", NOW]

    def published(show: Show) -> Sample:
        return run(command, show.root, {"BALADO_CACHE_DIR": str(cache)})

    alone, show = make_show(folder / "alone", episodes, "false"), make_show(folder / "show", episodes, None)
    found = [("first publication, feed alone", published(alone)), ("first publication with pages", published(show))]
    add(show, episodes)
    found.append(("a new episode", published(show)))
    shutil.rmtree(cache)
    add(show, episodes + 1)
    return [*found, ("a new episode, on a fresh machine", published(show)), ("nothing changed", published(show))]


def main(episodes: int = EPISODES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), episodes)
    base = found[0][1].cpu_seconds
    rows = [[name, one.seconds, one.cpu_seconds, one.cpu_seconds / base, one.peak_mb] for name, one in found]
    table(
        f"pages of {episodes} episodes (floors: 4 x the feed alone, 200 MB)",
        ["run", "seconds", "CPU s", "CPU ratio", "peak MB"],
        rows,
    )


if __name__ == "__main__":
    main()
