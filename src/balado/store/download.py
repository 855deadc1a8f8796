"""An object of a store copied into a file, whole."""

from __future__ import annotations

from pathlib import Path

from balado.errors import RemoteError
from balado.store.storage import ATTEMPTS, Storage


def download(storage: Storage, key: str, byte_size: int, path: Path) -> bool:
    """Copy an object that was listed with this size; False where it is gone, or of another size by now.

    Where its bytes break off, it is begun anew: what was written meanwhile would be of two objects. Raises RemoteError
    when they break off every time, OSError where the file cannot be written.
    """
    for attempt in range(ATTEMPTS):
        pieces = storage.read(key)
        if pieces is None:
            return False
        try:
            with path.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
        except RemoteError:
            if attempt == ATTEMPTS - 1:
                raise
            continue
        if path.stat().st_size == byte_size:
            return True
    return False
