"""Plain `git` as a process that never asks, never hangs, and while somebody only looks runs nothing of the repository.

The settings of a repository can name programs: a watcher of files (`core.fsmonitor`), filters, a transport for what a
partial clone lacks. Who was given a show as an archive has the settings of somebody else, and opening a page must not
run them. So whoever looks goes without all of these, and so does whoever fetches a show from elsewhere. Committing,
pulling and pushing a person asks for: there git does what it does in a terminal, its hooks too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from balado.errors import BaladoError, reason_of
from balado.message import say

_LOOK_SECONDS = 20.0
_REDIRECTING = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"),
        *("GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_REPLACE_REF_BASE", "GIT_TRACE"),
        *("GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
    }
)
"""A studio that was begun by a hook of another repository must not act on that one."""
_NEVER_ASKS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_EDITOR": ":",
    "GIT_MERGE_AUTOEDIT": "no",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C.UTF-8",  # what it says is understood, and put into our words
    "LANGUAGE": "en",
}
_ONLY_LOOKS = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
_FETCHES = {"GIT_ALLOW_PROTOCOL": "https:ssh:file"}
_OF_NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "none"}
"""Without anybody's settings there is no filter that a file could ask for: those of Git LFS stay pointers."""
_HARMLESS = ("core.fsmonitor=false", "core.untrackedCache=false", "safe.bareRepository=explicit")


class GitError(BaladoError):
    """Git is not there, did not end, or did not do what it was asked."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a process ended, and what it said."""

    code: int
    out: bytes
    err: str

    @property
    def is_done(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == 0


@dataclass(frozen=True, slots=True)
class Git:
    """The program, for one work tree, whose top is `top`. `environment` is that of whoever began the studio.

    Open files that are `held` stay open in it: a lock on one of them lasts until it has ended, whoever began it.
    """

    program: str
    top: Path
    environment: Mapping[str, str] = field(repr=False)
    held: tuple[int, ...] = ()

    def look(self, *arguments: str, given: bytes = b"", without: Iterable[str] = ()) -> bytes:
        """What it says of the work tree. `without` are drivers of filters that it leaves out.

        Raises GitError where it says nothing.
        """
        settings = [*_HARMLESS, f"core.hooksPath={os.devnull}"]
        for driver in without:
            if "=" in driver:  # of this name git would take a part for the value, and run the rest
                raise GitError(
                    say("This repository has a filter of a name that cannot be left out: {name}", name=driver)
                )
            settings += [f"filter.{driver}.{key}=" for key in ("clean", "process", "smudge")]
            settings.append(f"filter.{driver}.required=false")
        options = [part for one in settings for part in ("-c", one)]
        ran = self._run([*options, *arguments], _ONLY_LOOKS, given, _LOOK_SECONDS)
        if not ran.is_done:
            raise GitError(say("git says: {text}", text=ran.err[-400:]))
        return ran.out

    def fetch(self, *arguments: str, seconds: float) -> Ran:
        """Get what is elsewhere, with the credentials of whoever runs this, and run nothing that comes with it.

        Raises GitError where it does not end within this time.
        """
        return self._run([*_without_programs(), *arguments], _FETCHES, b"", seconds)

    def write(self, *arguments: str, seconds: float) -> Ran:
        """Write files of a repository as they are: without filters, and links as texts. Raises as `fetch` does."""
        settings = (*_without_programs(), "-c", "core.symlinks=false", "-c", "submodule.recurse=false")
        return self._run([*settings, *arguments], _OF_NOBODY, b"", seconds)

    def act(self, *arguments: str, seconds: float, given: bytes = b"") -> Ran:
        """Do what somebody asked for. Raises GitError where it does not end within this time."""
        return self._run(arguments, {}, given, seconds)

    def _run(self, arguments: Iterable[str], further: Mapping[str, str], given: bytes, seconds: float) -> Ran:
        environment = {name: one for name, one in self.environment.items() if name not in _REDIRECTING}
        command = [self.program, "-C", str(self.top), "--no-pager", *arguments]
        try:
            process = subprocess.Popen(  # noqa: S603 (git, with arguments of ours)
                command,
                env={**environment, **_NEVER_ASKS, **further},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=() if sys.platform == "win32" else self.held,
                start_new_session=True,  # without a terminal nothing that it starts can ask at one
            )
        except OSError as error:
            raise GitError(say("git cannot be run: {reason}.", reason=reason_of(error))) from error
        try:
            out, err = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            process.communicate()
            what = say("git did not end within {seconds} seconds, and was ended.", seconds=round(seconds))
            raise GitError(what) from None
        return Ran(process.returncode, out, err.decode("utf-8", "replace").strip())


def _without_programs() -> list[str]:
    settings = (*_HARMLESS, f"core.hooksPath={os.devnull}")
    return [part for one in settings for part in ("-c", one)]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and all that it started."""
    if sys.platform == "win32":
        process.kill()
        return
    os.killpg(process.pid, signal.SIGKILL)
