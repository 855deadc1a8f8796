"""What logs hold, each read once, whoever asks and however often: several shows may be counted from the same logs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TypeVar

from balado.statistics.content import content_of, continued_in
from balado.statistics.log_content import LogContent
from balado.statistics.sources import ListedLog, fetch_all

Found = TypeVar("Found")


class ReadContents:
    """The contents of logs. One of a bucket is copied into `folder` for that, and removed there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[object, object] = {}

    def of(self, path: Path) -> LogContent:
        """What is in a log of a folder. Raises OSError where it cannot be opened, each time the same."""
        found = self._once(("of", path), partial(_content_or_error, path))
        if isinstance(found, OSError):
            raise found
        return found

    def continued(self, path: Path, earlier: Collection[LogContent]) -> frozenset[LogContent]:
        """Those of these contents that a log of a folder begins with."""
        wanted = frozenset(earlier)
        return self._once(("continued", path, wanted), partial(continued_in, path, wanted))

    def md5_of(self, path: Path) -> str:
        """The MD5 of the bytes of a log of a folder, as hexadecimal digits."""
        return self._once(("md5", path), partial(_md5_of, path))

    def of_bucket(self, listed: ListedLog) -> LogContent:
        """What is in a log of a bucket. Raises what fetching it raises."""
        return self._once(("bucket", listed), partial(self._fetched, listed))

    def _fetched(self, listed: ListedLog) -> LogContent:
        folder = self._folder / "compared"
        folder.mkdir(exist_ok=True)
        [path] = fetch_all([listed], folder)
        try:
            return content_of(path)
        finally:
            path.unlink()

    def _once(self, key: object, find: Callable[[], Found]) -> Found:
        if key not in self._known:
            self._known[key] = find()
        found: Found = self._known[key]  # type: ignore[assignment] # a key is of one kind of question
        return found


def _content_or_error(path: Path) -> LogContent | OSError:
    try:
        return content_of(path)
    except OSError as error:
        return error


def _md5_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, partial(hashlib.md5, usedforsecurity=False)).hexdigest()
