"""The digest of everything an author wrote: equal digests mean that nothing need be read again. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping

from balado.source.folder import Scan, TextFile


def source_digest(scan: Scan, settings: Mapping[str, str]) -> str:
    """64 hex digits over the paths and bytes of all text files, and the settings of the run.

    Media do not count: a checkout without them has the same digest. Neither does how a system stores accents. A folder
    with a recording and no text is an episode too, and counts by its path.
    """
    digest = hashlib.sha256()
    if scan.show_file is not None:
        _add_text(digest, scan.show_file)
    for folder in scan.episodes:
        if folder.text is not None:
            _add_text(digest, folder.text)
        elif folder.audio:
            _add_text(digest, TextFile(folder.path, None))
    digest.update(b"settings")
    for name, value in sorted(settings.items()):
        _add(digest, name.encode())
        _add(digest, value.encode())
    return digest.hexdigest()


def _add_text(digest: hashlib._Hash, text: TextFile) -> None:
    path = text.path if text.path.isascii() else unicodedata.normalize("NFC", text.path)
    _add(digest, path.encode("utf-8", "surrogateescape"))
    _add(digest, text.raw if text.raw is not None else b"")


def _add(digest: hashlib._Hash, part: bytes) -> None:
    """One part with its length before it, so that no two lists of parts run together alike."""
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
