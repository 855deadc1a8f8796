"""Embedding tags in a recording: its time beside `sha256sum` of the same file, its memory, and how much it reads.

Files are in the page cache for all. What is read is counted by the system, from the first call on: the cover's file is
in it. Memory is the whole process's; it must not grow from ten minutes to six hours, nor when tag and sound are stored.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from audio_samples import SILENT_FRAME, silent_mp3, summary_frame
from measuring import Sample, in_turn, median_seconds, peak_mb, run, table

TEN_MINUTES, SIX_HOURS = 22_969, 826_875
ROUNDS = 5
COVER = Path(__file__).parents[2] / "episodes" / "cover.jpg"

_EMBED = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from balado.artifact import FOREVER, Artifact, Kind, Spliced
from balado.facts import MediaFacts
from balado.media import cover, digest, embed, episode_tags
from balado.show.podcasting import Chapter
from balado.store.folder import FolderStorage

def read_bytes():
    return int(Path("/proc/self/io").read_text().split()[1])

path, picture, store = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
facts = MediaFacts.model_validate_json(path.with_suffix(".json").read_bytes())
chapters = tuple(Chapter(start=timedelta(minutes=n), title=f"Chapitre {n}") for n in range(30))
words = embed.Label("Titre", "Cycle", ("Claire", "Didier"), datetime(2022, 10, 19, 17, 30), 1, 1, "fr", None,
                    Path(picture) if picture else None, chapters)
before = read_bytes()
made = embed.embed(path, path.name, words, facts)
path.with_suffix(".read").write_text(str(read_bytes() - before))
if store:
    body = Spliced(made.head, path, made.start, made.end)
    artifact = Artifact("talk.mp3", Kind.AUDIO, body, made.byte_size, made.sha256, "audio/mpeg", FOREVER)
    FolderStorage(Path(store), None).put(artifact)
"""
_INSPECT = """
import sys
from pathlib import Path
from balado.media.inspect import inspect_recording
path = Path(sys.argv[1])
path.with_suffix(".json").write_text(inspect_recording(path, path.name).model_dump_json())
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short, long = _recording(folder / "short.mp3", TEN_MINUTES), _recording(folder / "long.mp3", SIX_HOURS)
        rows = [
            ["embed, ten minutes", *_row(short, lambda: _embed(short))],
            ["embed, six hours", *_row(long, lambda: _embed(long))],
            ["embed, six hours, with the cover", *_row(long, lambda: _embed(long, COVER))],
            ["embed and store, six hours", *_row(long, lambda: _embed(long, store=folder / "public"))],
        ]
        inspected, hashed = in_turn(ROUNDS, lambda: _inspect(long), lambda: run(["sha256sum", str(long)], folder))
        rows += [
            ["inspection, six hours", median_seconds(inspected), peak_mb(inspected), ""],
            ["sha256sum, six hours", median_seconds(hashed), peak_mb(hashed), ""],
        ]
        size = long.stat().st_size / 1e6
        table(
            f"tags in an MP3 of {size:.0f} MB (medians of {ROUNDS}; floors: 1.01 x the file read, memory that does not "
            "grow with it)",
            ["run", "seconds", "peak MB", "read / file"],
            rows,
        )


def _row(path: Path, action: Callable[[], Sample]) -> list[object]:
    (samples,) = in_turn(ROUNDS, action)
    read = int(path.with_suffix(".read").read_text()) / path.stat().st_size
    return [median_seconds(samples), peak_mb(samples), read]


def _embed(path: Path, cover: Path | None = None, store: Path | None = None) -> Sample:
    return run([sys.executable, "-c", _EMBED, str(path), str(cover or ""), str(store or "")], path.parent)


def _inspect(path: Path) -> Sample:
    return run([sys.executable, "-c", _INSPECT, str(path)], path.parent)


def _recording(path: Path, frames: int) -> Path:
    """Piece by piece: a measured process begins as a copy of this one, whose memory would count as its own."""
    with path.open("wb") as file:
        file.write(summary_frame(frames, (frames + 1) * len(SILENT_FRAME)))
        for _ in range(frames // 1000):
            file.write(silent_mp3(1000))
        file.write(silent_mp3(frames % 1000))
    _inspect(path)
    return path


if __name__ == "__main__":
    main()
