"""A file of the site before it is made: what it is made of, so that one which is known need not be made again. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from balado.site.model import SiteFile
from balado.site.render import HTML, Renderer


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes the file under a key: `make(site, *made_of)` gives its bytes, and nothing else has a part in them.

    `guids` are the episodes that it tells of.
    """

    key: str
    guids: frozenset[str]
    make: Callable[..., bytes]
    made_of: tuple[object, ...]
    media_type: str = HTML

    def inputs(self, site: Renderer) -> str:
        """The digest of all that the file is made of. Equal digests, equal bytes."""
        return site.digests.of(site.inputs, self.make.__name__, self.key, self.made_of)

    def made(self, site: Renderer) -> SiteFile:
        """The file."""
        return SiteFile(self.key, self.make(site, *self.made_of), self.media_type, self.guids)


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file of the site: made now, or known from before to be made of the same inputs, and then `file` is None.

    `inputs` is their digest; empty for a file that is made each time.
    """

    key: str
    file: SiteFile | None
    inputs: str = ""


class KeptFiles(Protocol):
    """What is known of files of the site that were made before, by their keys and what they were made of."""

    def has(self, key: str, inputs: str) -> bool:
        """Whether the file under this key was made of these inputs, and is kept."""

    def body(self, key: str, inputs: str) -> bytes | None:
        """Its bytes; None for one that is not known, or whose copy cannot be read."""


class NothingKept:
    """Nothing was made before."""

    def has(self, key: str, inputs: str) -> bool:
        """No."""
        return False

    def body(self, key: str, inputs: str) -> bytes | None:
        """None."""
        return None
