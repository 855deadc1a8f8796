"""Names that some systems cannot hold, or take for one another: what a show's folder on Linux may be full of. Pure.

Sources: Microsoft, “Naming Files, Paths, and Namespaces”; Apple, “Frequently Asked Questions about Apple File System”
(names that differ by case, or by how an accent is composed, are one name there).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from balado.message import Message, say

_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\s*\..*|\s*)", re.IGNORECASE)
_SIGNS = re.compile(r'[<>:"|?*\\\x00-\x1f]')


class UnfitName(NamedTuple):
    """A path with a name that is none on some system, and why."""

    path: str
    why: Message


def unfit_on_windows(paths: Iterable[str]) -> Iterator[UnfitName]:
    """The paths that Windows cannot hold."""
    for path in paths:
        for name in path.split("/"):
            if is_device(name):
                yield UnfitName(path, say("“{name}” is a device on Windows, and no file can be called so.", name=name))
            elif name.endswith((".", " ")):
                yield UnfitName(path, say("“{name}” ends with a dot or a blank, which Windows takes off.", name=name))
            elif found := _SIGNS.search(name):
                what = say("“{name}” holds a sign that no name has on Windows: {sign}", name=name, sign=found[0])
                yield UnfitName(path, what)
            else:
                continue
            break


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device, whatever it ends with."""
    return _DEVICES.fullmatch(name) is not None


def without_case(text: str) -> str:
    """A text as systems compare it that know no difference of case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def without_forms(text: str) -> str:
    """A text as systems compare it that know no difference of how accents are composed."""
    return unicodedata.normalize("NFC", text)


def taken_for_another(paths: Iterable[str], alike: Callable[[str], str]) -> Iterator[UnfitName]:
    """Of names in one folder that are `alike` to a system each but the first: there they are one file or folder."""
    seen: dict[tuple[str, str], str] = {}
    told = set()
    for path in sorted(paths):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            folder, name = "/".join(parts[: depth - 1]), parts[depth - 1]
            first = seen.setdefault((folder, alike(name)), name)
            here = "/".join(parts[:depth])
            if first != name and here not in told:
                told.add(here)
                what = say("“{name}” is the same name as “{other}” on macOS and Windows.", name=name, other=first)
                yield UnfitName(here, what)


def unfit_elsewhere(paths: Iterable[str]) -> Iterator[UnfitName]:
    """All of these: what a folder holds that is to be read on any system."""
    every = list(paths)
    yield from unfit_on_windows(every)
    yield from taken_for_another(every, without_case)
