"""A file that is being fetched: what is there of it, and by what its server knows that it is still the same file."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from balado.web.reply import Reply


@dataclass(frozen=True, slots=True)
class Version:
    """What a server said of the file when its first byte came.

    `tag` is a strong ETag or, without one, the date of the last change: what `If-Range` compares (RFC 9110, 13.1.5).
    None where there is neither: then a part of it cannot be continued. `byte_size` is None where it was not said.
    """

    url: str
    tag: str | None = None
    byte_size: int | None = None


def version_of(url: str, reply: Reply) -> Version:
    """The version that an answer is of; `url` is what was asked for, before redirects."""
    tag = reply.headers.get("etag", "").strip()
    strong = tag if tag.startswith('"') else ""
    return Version(url, strong or reply.headers.get("last-modified", "").strip() or None, reply.file_bytes)


class PartFile:
    """What is there of a file, at `path`, and in a small file beside it the version that it is of.

    Used by one thread. Its methods raise OSError where the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._note = path.with_name(f"{path.name}.json")
        self._file: BinaryIO | None = None
        self.version: Version | None = None
        self.byte_size = 0

    def open(self, url: str) -> None:
        """Take up what an earlier run left of the same address; anything else is thrown away."""
        self.version = self._noted()
        is_ours = self.version is not None and self.version.url == url and self.version.tag is not None
        self._file = self.path.open("ab" if is_ours else "wb")
        self.byte_size = self._file.tell()
        if not is_ours:
            self.version = None

    def begin(self, version: Version) -> None:
        """Start with nothing, of this version."""
        self._opened.seek(0)
        self._opened.truncate()
        self.byte_size = 0
        self.version = version
        self._note.write_text(json.dumps(asdict(version)), encoding="utf-8")

    def append(self, piece: bytes) -> None:
        """Write what follows."""
        self._opened.write(piece)
        self.byte_size += len(piece)

    def keep(self) -> None:
        """Let what was written be on the disk, and close."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self.close()

    def close(self) -> None:
        """Leave it as it is, for a later run."""
        if self._file is not None:
            file, self._file = self._file, None
            file.close()

    def forget(self) -> None:
        """Throw all of it away, as far as it goes."""
        with suppress(OSError):
            self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.forget_version()

    def forget_version(self) -> None:
        """Throw away what is noted beside it: it is whole, and goes elsewhere."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)

    @property
    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("it is not open")
        return self._file

    def _noted(self) -> Version | None:
        try:
            return Version(**json.loads(self._note.read_bytes())) if self.path.exists() else None
        except (OSError, ValueError, TypeError):
            return None
