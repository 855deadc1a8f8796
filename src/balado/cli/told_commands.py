"""The commands in sentences, as they run from where the person is: the show may be in another folder."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from balado.cli.show_folder import find_show
from balado.message import Catalogue, Mark, Message, command_line

_COMMAND = re.compile(r"`((?:balado|ffmpeg) [^`\n]+)`")
_VERB = re.compile(r"[a-z]+")
_OF_NO_SHOW = ("help", "import", "init", "network", "schema")
_QUOTED = "\ufdef"
"""In place of a backtick within a value, for what others wrote is no command of ours. No value can hold it."""


@dataclass(frozen=True, slots=True)
class ToldCommands:
    """The commands that sentences tell of the show in `folder`, which is not the one the person is in.

    `is_found` says that a verb finds that show from here without its being named.
    """

    folder: Path
    is_found: bool

    def translate(
        self, message: Message, clean: Callable[[str], str], words: Catalogue, mark: Mark | None = None
    ) -> str:
        """The sentence, its values cleaned, its commands as they run from here."""
        told = message.cleaned(lambda value: clean(value).replace("`", _QUOTED)).translate(words, mark)
        return _COMMAND.sub(self._from_here, told).replace(_QUOTED, "`")

    def _from_here(self, found: re.Match[str]) -> str:
        try:
            words = shlex.split(found[1])
        except ValueError:
            return found[0]
        here = [*words[:1], *map(self._path, words[1:])]
        verb = len(_sub_command(words))
        if verb and not self.is_found and "--show" not in words:
            here[verb:verb] = ["--show", self.folder.as_posix()]
        return found[0] if here == words else f"`{command_line(*here)}`"

    def _path(self, word: str) -> str:
        """A file of the show, which is named from the show's own folder on, by its path from here."""
        is_path = "/" in word and not word.startswith(("-", "/")) and "://" not in word
        return (self.folder / word).as_posix() if is_path and (self.folder / word).parent.is_dir() else word


def _sub_command(words: list[str]) -> list[str]:
    """The words up to the verb, that of a group with what the group is told; nothing where it works on no show."""
    if words[0] != "balado" or not _VERB.fullmatch(words[1]) or words[1] in _OF_NO_SHOW:
        return []
    if words[1] != "bucket":
        return words[:2]
    return words[:3] if len(words) > 2 and _VERB.fullmatch(words[2]) else []


def told_commands(folder: Path, here: Path) -> ToldCommands | None:
    """How commands are told of the show in this folder; None where the person is in it."""
    if folder.resolve() == here.resolve():
        return None
    return ToldCommands(folder, is_found=not (here / "feed.yaml").exists() and find_show(here) == folder.resolve())
