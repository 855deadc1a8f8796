"""What was heard of recordings, remembered by their digests: a recording is listened to once, whoever asks."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from threading import Lock

from balado.facts import SoundFacts
from balado.media.cache import write_whole

# Raise it whenever other facts would be heard of the same recording than before.
_FORMAT = 1
_MOST = 10_000


class HeardSounds:
    """A memory of what was heard, in a file; None: of this run alone. Safe to be asked from several threads."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = Lock()
        self._known = _load(file)

    def recall(self, sha256: str) -> SoundFacts | None:
        """How the recording of this digest sounds; None where that is not known."""
        with self._lock:
            found = self._known.get(sha256)
        return None if found is None else SoundFacts.model_validate(found)

    def remember(self, sha256: str, facts: SoundFacts) -> None:
        """Keep it. That it cannot be written harms nothing: the recording is heard again."""
        with self._lock:
            self._known[sha256] = facts.model_dump(mode="json", exclude_defaults=True)
            if self._file is None:
                return
            newest = dict(list(self._known.items())[-_MOST:])
            with suppress(OSError):
                write_whole(self._file, [json.dumps({"format": _FORMAT, "sounds": newest})])


def _load(file: Path | None) -> dict[str, object]:
    """What was written down; nothing where that is missing, damaged or of another format."""
    if file is None:
        return {}
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return dict(kept["sounds"]) if kept["format"] == _FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
