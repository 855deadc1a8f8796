"""The author's file while it is sent: it must still be the one that was inspected."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from balado.artifact import Artifact
from balado.errors import Fault, MediaError, Place
from balado.fingerprint import Fingerprint
from balado.message import say


@contextmanager
def opened(artifact: Artifact, path: Path) -> Iterator[FileIO]:
    """The file, open and unbuffered. Raises MediaError when it is gone or was written since it was inspected."""
    try:
        file = FileIO(path, "r")
    except OSError as error:
        raise changed(path) from error
    with file:
        if artifact.fingerprint is not None and _fingerprint(os.fstat(file.fileno())) != artifact.fingerprint:
            raise changed(path)
        yield file


def is_unchanged(artifact: Artifact, path: Path) -> bool:
    """Whether the file is still the one that was inspected."""
    try:
        return artifact.fingerprint is None or _fingerprint(path.stat()) == artifact.fingerprint
    except OSError:
        return False


def changed(path: Path) -> MediaError:
    """The error of a file that is no longer the one that was inspected."""
    fault = Fault(
        Place(str(path)),
        say("The file changed while it was being published."),
        say("Wait until whatever writes to it has finished, then publish again."),
    )
    return MediaError(say("{path} changed while it was being published.", path=path), [fault])


def _fingerprint(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
