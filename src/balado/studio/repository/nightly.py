"""Whether a job of a forge publishes this show: then a push hands it over, and nobody publishes from here.

What is looked for are the files by which such jobs are set up, with a line that runs `balado publish`. A line that only
rehearses does not count, nor one that is commented out. No key of feed.yaml says it: the job is the truth, and a key
would have to be kept in step with it.
"""

from __future__ import annotations

import re
from pathlib import Path

_FILES_MAX = 50
_BYTES_MAX = 256_000
_LINE_MAX_CHARS = 1_000
_PUBLISHES = re.compile(r"\bbalado\b.*\spublish\b(?!.*--dry-run)")


def nightly_job(top: Path) -> str | None:
    """The file that sets up such a job, as a path in the work tree; None where there is none."""
    workflows = sorted((top / ".github" / "workflows").glob("*.y*ml"))[:_FILES_MAX]
    for file in (*workflows, top / ".gitlab-ci.yml"):
        if any(map(_publishes, _read(file).splitlines())):
            return file.relative_to(top).as_posix()
    return None


def _publishes(line: str) -> bool:
    said = line.partition("#")[0]
    return len(said) < _LINE_MAX_CHARS and _PUBLISHES.search(said) is not None


def _read(file: Path) -> str:
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            return opened.read(_BYTES_MAX).decode("utf-8", "replace")
    except OSError:
        return ""
