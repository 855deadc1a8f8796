"""The folder of the show, watched: whoever is told looks again. What nobody writes for listeners is left out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path, PurePath

from watchfiles import Change, watch

from balado.artifact import FEED_KEY

_LEFTOVERS = ("~", ".swp", ".swx", ".tmp", ".part", ".pyc")
_DEBOUNCE_MS = 200
_STEP_MS = 50
_LOOK_MS = 100
_NAMED_FOLDERS = frozenset({"node_modules", "__pycache__"})


class FolderWatch:
    """Calls `changed` soon after something changes below `root`, and `ready` once, when nothing is missed any more.

    `public` is the folder that the show is published to, None where that is none: of it only the feed counts, since
    another run has published then.
    """

    def __init__(
        self, root: Path, public: Callable[[], Path | None], changed: Callable[[], None], ready: Callable[[], None]
    ) -> None:
        self._root, self._public, self._changed, self._ready = root.resolve(), public, changed, ready
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._is_ready = False

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        self._stop.set()

    def counts(self, _change: Change, path: str) -> bool:
        """Whether a change of this file may change what is shown."""
        try:
            parts = PurePath(path).relative_to(self._root).parts
        except ValueError:
            return False
        public = self._public()
        if public is not None and Path(path).is_relative_to(public):
            return Path(path) == public / FEED_KEY
        if any(part.startswith(".") or part in _NAMED_FOLDERS for part in parts):
            return False
        return not path.endswith(_LEFTOVERS)

    def _run(self) -> None:
        try:
            self._watch(is_polling=False)
        except OSError:  # the system has no more watches to give: then the files are looked at again and again
            self._watch(is_polling=True)

    def _watch(self, *, is_polling: bool) -> None:
        found = watch(
            self._root,
            watch_filter=self.counts,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            stop_event=self._stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=is_polling,
            ignore_permission_denied=True,
        )
        for changes in found:
            if not self._is_ready:
                self._is_ready = True
                self._ready()
            elif changes:
                self._changed()
