"""The first inspection of 2 GB of MP3 beside `sha256sum` of the same files, the second inspection, and walks of frames.

The files are in the page cache for all, and both read every byte. `sha256sum` is one thread; the inspector runs in
two, as it does in `publish`, and in one for comparison.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from audio_samples import SILENT_FRAME, silent_mp3, summary_frame
from measuring import Sample, in_turn, median_seconds, peak_mb, run, table

FILES = 20
FRAMES_EACH = 240_000
THREE_HOURS = 413_438
ROUNDS = 3

_INSPECT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from balado.media.cache import Inspector
root, cache, threads = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
inspector = Inspector(root, Path(cache) if cache else None)
names = sorted(path.name for path in root.glob("*.mp3"))
with ThreadPoolExecutor(threads) as pool:
    assert all(recording.facts.duration for recording in pool.map(inspector.recording, names))
assert inspector.save()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _compare_with_sha256sum(folder)
        _walks(folder)


def _compare_with_sha256sum(folder: Path) -> None:
    files = folder / "files"
    files.mkdir()
    for number in range(FILES):
        _write(files / f"{number:02}.mp3", FRAMES_EACH, with_header=True)
    size = sum(path.stat().st_size for path in files.iterdir())
    memory = folder / "cache.json"
    sha256sum = ["sha256sum", *sorted(str(path) for path in files.iterdir())]
    found = in_turn(
        ROUNDS,
        lambda: _inspect(files, threads=2),
        lambda: _inspect(files, threads=1),
        lambda: run(sha256sum, folder),
        lambda: _inspect(files, threads=2, memory=memory),
    )
    theirs = median_seconds(found[2])
    rows = [
        [name, median_seconds(samples), peak_mb(samples), median_seconds(samples) / theirs]
        for name, samples in zip(
            ("inspection, 2 threads", "inspection, 1 thread", "sha256sum", "inspection, remembered"),
            found,
            strict=True,
        )
    ]
    title = f"inspection of {FILES} MP3, {size / 1e9:.2f} GB (medians of {ROUNDS}; floor of the first: 1.3 x sha256sum)"
    table(title, ["run", "seconds", "peak MB", "ratio"], rows)
    shutil.rmtree(files)


def _walks(folder: Path) -> None:
    rows: list[list[object]] = []
    for name, with_header in (("with a header", True), ("without one: walked", False)):
        files = folder / f"three-hours-{len(rows)}"
        files.mkdir()
        _write(files / "long.mp3", THREE_HOURS, with_header=with_header)
        (samples,) = in_turn(ROUNDS, lambda files=files: _inspect(files, threads=1))  # type: ignore[misc]
        rows.append([name, median_seconds(samples), peak_mb(samples)])
    table("one MP3 of three hours, process and all", ["file", "seconds", "peak MB"], rows)


def _write(path: Path, frames: int, *, with_header: bool) -> None:
    """Piece by piece: a measured process begins as a copy of this one, whose memory would count as its own."""
    with path.open("wb") as file:
        if with_header:
            file.write(summary_frame(frames, (frames + 1) * len(SILENT_FRAME)))
        for _ in range(frames // 1000):
            file.write(silent_mp3(1000))
        file.write(silent_mp3(frames % 1000))


def _inspect(files: Path, *, threads: int, memory: Path | None = None) -> Sample:
    return run([sys.executable, "-c", _INSPECT, str(files), str(memory or ""), str(threads)], files)


if __name__ == "__main__":
    main()
