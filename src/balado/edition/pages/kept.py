"""The pages of the last publication that need not be made again: they were made of the same, by the same code.

What each was made of is remembered on this machine, beside what was found out about recordings. Each seal says of one
file which inputs made which bytes, which is true for ever: a memory that is old, damaged or another show's makes pages
anew, and no page stale. It is no part of the record, which is a promise, nor another object in the store, which every
publication would have to read and to write.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from balado import __version__
from balado.media.cache import write_whole
from balado.record.generation import Generation, SiteFileRecord

_LIBRARIES = ("babel", "jinja2", "markupsafe", "segno")
_ROOMS = ("site", "transcripts")
"""What makes pages of the show: other code has its part in what they are made of."""
_DIGITS = 32


class KeptPages:
    """The files of the site of a publication (None: of none), by their keys and what they were made of.

    `memory` is the file in which that is remembered. With `anew` nothing is taken for known.
    """

    def __init__(self, memory: Path | None, newest: Generation | None, *, anew: bool = False) -> None:
        self.files = newest.site if newest is not None else ()
        self._by_key = {file.key: file for file in self.files}
        self._memory = memory
        self._seals, self._texts = (frozenset[str](), {}) if memory is None or anew else _load(memory)

    def record(self, key: str) -> SiteFileRecord:
        """The record of a file that is kept."""
        return self._by_key[key]

    def has(self, key: str, inputs: str) -> bool:
        """Whether the file under this key was made of these inputs, and is kept."""
        file = self._by_key.get(key)
        return file is not None and page_seal(file, inputs) in self._seals

    def body(self, key: str, inputs: str) -> bytes | None:
        """Its bytes; None for one that is not known, or not at hand."""
        return self._at_hand(self._by_key[key].sha256) if self.has(key, inputs) else None

    def remember(self, seals: frozenset[str], said: Iterable[SiteFileRecord], bodies: Mapping[str, bytes]) -> None:
        """Write down for the next run what files were made of; and the last one of what is `said`, which will grow.

        Nothing is lost but time where that cannot be written.
        """
        if self._memory is None or seals == self._seals:
            return
        last = max(said, key=lambda file: (len(file.key), file.key), default=None)
        body = None if last is None else bodies.get(last.sha256) or self._at_hand(last.sha256)
        texts = {} if last is None or body is None else {last.sha256: body.decode()}
        with suppress(OSError):
            write_whole(self._memory, [json.dumps({"seals": sorted(seals), "texts": texts})])

    def _at_hand(self, sha256: str) -> bytes | None:
        body = self._texts.get(sha256, "").encode()
        return body if hashlib.sha256(body).hexdigest() == sha256 else None


def page_seal(file: SiteFileRecord, inputs: str) -> str:
    """What says that this code made the file of inputs with this digest, 32 hex digits."""
    sealed = f"{file.key} {file.sha256} {inputs} {code_digest()}"
    return hashlib.sha256(sealed.encode()).hexdigest()[:_DIGITS]


def _load(memory: Path) -> tuple[frozenset[str], Mapping[str, str]]:
    """The seals, and the texts of files by their digests; nothing where that is missing or damaged."""
    try:
        written = json.loads(memory.read_text(encoding="utf-8"))
        return frozenset(map(str, written["seals"])), {str(name): str(text) for name, text in written["texts"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return frozenset(), {}


@cache
def code_digest() -> str:
    """A digest of all that makes a page beside what it is made of: our code and templates, and the libraries."""
    digest = hashlib.sha256(f"{__version__} {sys.version} {unicodedata.unidata_version}".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for room in _ROOMS:
        for path, body in _sources(files("balado") / room, room):
            digest.update(f"{path} {len(body)}\n".encode() + body)
    return digest.hexdigest()


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, name)
        elif not entry.name.endswith(".pyc"):
            yield name, entry.read_bytes()
