"""Published shows whose downloads were counted, as the nightly job does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from delivery_logs import Get, write_log
from show_builder import Show


def published_show(folder: Path, *slugs: str) -> Show:
    """A show with these episodes, long enough to be counted, published into a folder."""
    show = Show(folder / "show")
    show.write_feed()
    for slug in slugs:
        show.add(slug, seconds=90)
    show.publish()
    return show


def copied_show(show: Show, folder: Path) -> Show:
    """The same in another folder, as whoever has not counted anything finds it."""
    shutil.copytree(show.root, folder / "show", symlinks=True)
    return Show(folder / "show", {"BALADO_CACHE_DIR": str(folder / "cache")})


def recording_of(show: Show, slug: str) -> str:
    """The path under which logs name the recording of an episode."""
    return next(f"show/{key}" for key in show.published() if key.startswith(f"audio/{slug}-"))


def listeners(show: Show, slug: str, day: str, count: int) -> list[Get]:
    """So many people who have an episode on a day."""
    return [Get(recording_of(show, slug), f"198.51.100.{number}", day) for number in range(1, count + 1)]


def count_downloads(show: Show, logs: Path, requests: Iterable[Get]) -> None:
    """Write a log with these requests into a folder, and count it."""
    write_log(logs / f"{len(list(logs.glob('*')))}.gz", requests)
    run = show.run("stats", "--logs", str(logs))
    assert run.returncode == 0, run.stderr
