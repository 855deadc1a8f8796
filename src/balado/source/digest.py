"""The digest of everything an author wrote: equal digests mean that nothing need be read again. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping

from balado.source.folder import Scan


def source_digest(scan: Scan, settings: Mapping[str, str]) -> str:
    """64 hex digits over the paths and bytes of all text files, and the settings of the run.

    Media do not count: a checkout without them has the same digest. Neither does how a system stores accents.
    """
    digest = hashlib.sha256()
    texts = [scan.show_file, *(folder.text for folder in scan.episodes)]
    for text in texts:
        if text is not None:
            path = text.path if text.path.isascii() else unicodedata.normalize("NFC", text.path)
            _add(digest, path.encode("utf-8", "surrogateescape"))
            _add(digest, text.raw if text.raw is not None else b"")
    digest.update(b"settings")
    for name, value in sorted(settings.items()):
        _add(digest, name.encode())
        _add(digest, value.encode())
    return digest.hexdigest()


def _add(digest: hashlib._Hash, part: bytes) -> None:
    """One part with its length before it, so that no two lists of parts run together alike."""
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
