"""How an episode is taken out of what is served: given by whoever takes one down, since a record knows no formats.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cuts:
    """`feed` gives a feed without the episode of a guid.

    `page` gives a file of the site without it, from its key and its bytes, the guid, and the name of the episode's page
    (empty where it has none); None where the file tells of nothing else, and goes.
    """

    feed: Callable[[bytes, str], bytes]
    page: Callable[[str, bytes, str, str], bytes | None]
