"""What a run takes from the machine: the time, random tokens, the environment, its language, the console.

No other module does.
"""

from __future__ import annotations

import gettext
import hashlib
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from locale import windows_locale
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from uuid import uuid4

from balado.source.secrecy import is_secret_key

if TYPE_CHECKING:
    from balado.cli.console import Console, Translate
    from balado.errors import BaladoError
    from balado.message import Catalogue, Mark, Message
    from balado.statistics.group.log_group import LogsOfShow
    from balado.store.connections import Connections

_LOCALE = Path(__file__).parent / "locale"
_LOGIN = re.compile(r"(?:^(?!\w+://)|//)[^:/@\s]*:(.+)@")
_FOLDERS = ("PWD", "OLDPWD")
"""The shell's word for the folder it is in, which is no password."""
_EITHER_FILE = re.compile(r"\bfeed\.yaml(?: (?:or|ou) network\.yaml)?")
_NO_SECRETS = ("_FILE", "_PATH", "_DIR", "_URL", "_URI", "_TYPE")
_SHORTEST_SECRET = 8
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order of gettext: the first that is set decides on the language."""


@dataclass
class Session:
    """One run of the command line."""

    debug: bool = False
    as_json: bool = False
    language: str | None = None
    told: bool = False
    stopped: bool = False
    found: Path | None = None
    """The show's folder, where the command was given in one of its subfolders: said before anything else."""
    show: Path = field(default_factory=Path)
    """The show's folder, as it is named from here."""
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    streams: tuple[TextIO, TextIO] | None = None
    """Where it writes what it answers and what it tells, in place of this process's own: one show of many."""
    connections: Connections | None = None
    """The connections to stores that it shares with other shows."""
    logs: LogsOfShow | None = None
    """The logs that it shares with other shows, which are counted in this process too."""
    of_network: bool = False
    """Whether what is told of a bucket is told of that of a network's page."""

    @cached_property
    def console(self) -> Console:
        """The console of this run, in the language and the format asked for."""
        from balado.cli.console import Console
        from balado.cli.streams import Look, look_of

        def look(stream: TextIO) -> Look:
            found = look_of(stream, os.environ)
            return replace(found, moves=found.moves and not self.is_in_ci)

        secrets = known_secrets(os.environ)
        console = Console(self.words, as_json=self.as_json, secrets=secrets, look=look, translate=self._translate)
        if self.streams is not None:
            console.redirect(*self.streams)
        if self.found is not None:
            from balado.message import say

            console.show(say("The show in {folder}:", folder=self.found))
        return console

    @property
    def _translate(self) -> Translate:
        """How sentences are put into words: the show may be in another folder, and `pip` that of another Python."""
        from balado.cli.console import plainly

        said = plainly
        if self.show != Path():
            from balado.cli.told_commands import told_commands

            told = told_commands(self.show, Path())
            said = plainly if told is None else told.translate

        def translate(message: Message, clean: Callable[[str], str], words: Catalogue, mark: Mark | None) -> str:
            text = said(message, clean, words, mark)
            if self.of_network:
                text = _told_of_network(text)
            if "`pip install " not in text:
                return text
            from balado.cli.told_installs import as_installed_here

            return as_installed_here(text)

        return translate

    @cached_property
    def words(self) -> Catalogue:
        """The translations into the language of this run."""
        return catalogue(self.languages)

    @cached_property
    def languages(self) -> list[str]:
        """The languages to speak, best first: the one that was asked for, or else those of the environment."""
        return [self.language] if self.language else languages(os.environ)

    @property
    def reads(self) -> str:
        """The language of the pages of the manual: that of the messages."""
        return language_of(self.languages)

    @property
    def is_on_github(self) -> bool:
        """Whether this runs in a job of GitHub Actions, which reads annotations from what is printed."""
        return os.environ.get("GITHUB_ACTIONS") == "true"

    @property
    def is_in_ci(self) -> bool:
        """Whether this runs in a job whose machine is thrown away afterwards: every service of the kind sets CI."""
        return os.environ.get("CI", "").lower() not in ("", "0", "false")

    def token(self) -> str:
        """A random token that no other run has."""
        return uuid4().hex

    def trace(self, error: Exception) -> None:
        """Show where a defect happened that ended nothing, when --debug asks for it."""
        if not self.debug:
            return
        from traceback import format_exception

        from balado.message import say

        for line in "".join(format_exception(error)).splitlines():
            self.console.show(say("{text}", text=line))

    def podping_token(self) -> str | None:
        """What a Podping writer wants to see, from BALADO_PODPING_TOKEN; None when it is not set."""
        return os.environ.get("BALADO_PODPING_TOKEN", "").strip() or None

    def environment(self) -> dict[str, str]:
        """All of it, for a program that is run in the name of the user."""
        return dict(os.environ)

    def cores(self) -> int:
        """How many processors this process may use."""
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity is not None else os.cpu_count() or 1

    def editor(self) -> str:
        """The command of the editor: what VISUAL or EDITOR names, or else what this system has."""
        import shutil

        for name in ("VISUAL", "EDITOR"):
            if chosen := os.environ.get(name, "").strip():
                return chosen
        if sys.platform == "win32":
            return "notepad"
        if sys.platform == "darwin":
            return "open -W -t"
        return next((one for one in ("sensible-editor", "nano", "vim") if shutil.which(one)), "vi")

    def guid(self) -> str:
        """A guid for a new episode."""
        return str(uuid4())

    def cache_file(self, root: Path) -> Path | None:
        """Where the inspections of this show are kept: the user's cache folder, one per show; None without a home."""
        return self._kept("inspections", root)

    def checks_file(self, root: Path) -> Path | None:
        """Where the last check of this show is kept."""
        return self._kept("check", root)

    def overview_file(self, root: Path) -> Path | None:
        """Where the last overview of this show is kept."""
        return self._kept("overview", root)

    def studio_file(self, root: Path) -> Path | None:
        """Where the address of the studio that has this show open is kept."""
        return self._kept("studio", root)

    def studio_folder(self, root: Path) -> Path | None:
        """Where the studio keeps what is no part of this show: how far a transcript was read, what can be undone."""
        file = self.studio_file(root)
        return None if file is None else file.with_suffix("")

    def cache_folder(self, what: str) -> Path | None:
        """A folder or a file of the user's cache for what is no single show's; None without a home."""
        try:
            return _cache_folder() / what
        except RuntimeError:  # a user without a home, as in containers
            return None

    def _kept(self, what: str, root: Path) -> Path | None:
        name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
        return self.cache_folder(f"{what}-{name}.json")


def _told_of_network(text: str) -> str:
    """A sentence on the bucket of a show as one on that of a network's page: its file, and its commands."""
    return (
        _EITHER_FILE.sub("network.yaml", text)
        .replace("`balado bucket ", "`balado network bucket ")
        .replace("`balado publish`", "`balado network publish`")
    )


def defect_of(error: Exception) -> BaladoError:
    """A defect of ours in words."""
    from balado.errors import BaladoError
    from balado.message import say

    return BaladoError(
        say(
            "This is a defect of Balado, not of your show: {name}: {text}. Run the command again with "
            "`balado --debug …` and report what it shows.",
            name=type(error).__name__,
            text=error,
        )
    )


def _cache_folder() -> Path:
    if chosen := os.environ.get("BALADO_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "~\\AppData\\Local")).expanduser() / "balado" / "cache"
    if sys.platform == "darwin":
        return Path("~/Library/Caches/balado").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "balado"


def languages(environment: Mapping[str, str], system: Callable[[], str | None] | None = None) -> list[str]:
    """The languages that are asked for, best first: by the environment, or else by the system; none: not asked for."""
    asked = next((value for name in _VARIABLES if (value := environment.get(name))), None)
    chosen = asked if asked is not None else (system or system_language)()
    return chosen.split(":") if chosen else []


def catalogue(languages: list[str] | None = None) -> Catalogue:
    """The translations for the first of these languages there are any for; English when there are none."""
    return gettext.translation("balado", localedir=_LOCALE, languages=languages, fallback=True)


def language_of(languages: list[str] | None = None) -> str:
    """The language that `catalogue` translates into: `en` where there is no translation."""
    found = gettext.find("balado", str(_LOCALE), languages)
    return Path(found).parents[1].name if found else "en"


def system_language() -> str | None:
    """The language that Windows shows itself in, such as `fr_FR`; None on other systems, which say it by variables."""
    if sys.platform != "win32":
        return None
    import ctypes

    return language_of_windows(ctypes.windll.kernel32.GetUserDefaultUILanguage())


def language_of_windows(identifier: int) -> str | None:
    """The language of a Windows language identifier (LANGID): `0x040c` is `fr_FR`; None for one without a name.

    The lower ten bits are the language, the others the country: a country that has no name leaves the language.
    """
    language = identifier & 0x3FF
    return windows_locale.get(identifier) or windows_locale.get(0x0400 | language)


def known_secrets(environment: Mapping[str, str]) -> frozenset[str]:
    """Credentials of this environment, by the names of its variables, and passwords in the addresses it gives.

    What is a short word is left out: it would be hidden in sentences that have nothing to do with it.
    """
    found = {value.strip() for name, value in environment.items() if _names_secret(name)}
    for name, value in environment.items():
        if name.upper().endswith("_PROXY") or "ENDPOINT" in name:
            found |= set(_LOGIN.findall(value))
    return frozenset(one for one in found if len(one) >= _SHORTEST_SECRET and not one.isalpha())


def _names_secret(name: str) -> bool:
    plain = name.upper().removeprefix("AWS_")  # a region or a profile of AWS is no secret
    return is_secret_key(plain) and name not in _FOLDERS and not plain.endswith(_NO_SECRETS)
