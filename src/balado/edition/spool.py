"""Bytes that were made and wait to be sent: in memory while they are few, beyond that in a temporary file."""

from __future__ import annotations

import os
import tempfile
import weakref
from dataclasses import replace
from io import FileIO
from pathlib import Path
from threading import Lock

from balado.artifact import Artifact, Spliced

MOST_IN_MEMORY = 4_000_000
"""What twenty or thirty conferences take with their transcripts in all forms."""


class Spool:
    """Where artifacts made in this run wait. Their file lasts as long as this; safe to be used by several threads."""

    def __init__(self, most_in_memory: int = MOST_IN_MEMORY) -> None:
        self._left = most_in_memory
        self._lock = Lock()
        self._file: FileIO | None = None
        self._path = Path()
        self._end = 0

    def kept(self, artifact: Artifact) -> Artifact:
        """The artifact, with its bytes in memory or in the file. Raises OSError where no temporary file can be had."""
        body = artifact.body
        if not isinstance(body, bytes):
            return artifact
        with self._lock:
            self._left -= len(body)
            if self._left >= 0:
                return artifact
            start, file = self._end, self._file or self._begun()
            self._end += len(body)
            rest = memoryview(body)
            while rest:
                rest = rest[file.write(rest) :]
        return replace(artifact, body=Spliced(b"", self._path, start, start + len(body)))

    def _begun(self) -> FileIO:
        handle, name = tempfile.mkstemp(prefix="balado-", suffix=".spool")
        self._file, self._path = FileIO(handle, "w"), Path(name)
        weakref.finalize(self, _remove, self._file, name)
        return self._file


def _remove(file: FileIO, name: str) -> None:
    file.close()
    os.unlink(name)  # noqa: PTH108 -- at the end of the interpreter less may be left of it
