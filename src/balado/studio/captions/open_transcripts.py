"""The transcripts that are being read in this run of the studio: one object for each file, for all tabs together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from balado.errors import UsageError
from balado.message import say

if TYPE_CHECKING:
    from balado.studio.captions.alignment import AlignmentRun
    from balado.studio.captions.editing import TranscriptEditing


class OpenTranscripts:
    """Those of one show in `root`; `kept` is the folder for what is only of this reader (None: nowhere)."""

    def __init__(self, root: Path, kept: Path | None) -> None:
        self.root, self._kept = root, kept
        self._open: dict[str, TranscriptEditing] = {}
        self._aligned: dict[str, AlignmentRun] = {}
        self._lock = Lock()

    def at(self, path: str) -> TranscriptEditing:
        """The transcript at this path of the show, which the caller knows to be one of it."""
        from balado.studio.captions.editing import TranscriptEditing

        with self._lock:
            return self._open.setdefault(path, TranscriptEditing(self.root, path, self._kept))

    def alignment(self, slug: str) -> AlignmentRun | None:
        """What gives a text the times of an episode's recording, or did so last."""
        return self._aligned.get(slug)

    def align(self, slug: str, begin: Callable[[], AlignmentRun]) -> None:
        """Begin to. Raises UsageError where one is under way: each takes all the processor there is."""
        with self._lock:
            if any(one.state.code is None for one in self._aligned.values()):
                raise UsageError(say("Another text is being given its times: wait until that is done."))
            self._aligned[slug] = begin()

    def close(self) -> None:
        """End what is under way: it goes on where it was when it is asked again."""
        for one in self._aligned.values():
            one.end()
