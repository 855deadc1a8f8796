"""A show in a git repository, fetched to where its files can be read. Nothing that the repository brings is run.

Of a repository only files come: no hook, no filter, no submodule, no link that leads elsewhere, and over no transport
but https, ssh and file. The settings of git are those of who runs this, for their credentials, and never those of what
is fetched. Files of Git LFS stay pointers.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from balado.errors import RemoteError, UsageError
from balado.git.process import Git, GitError, Ran
from balado.message import say
from balado.network.elsewhere import GitSource

_FETCH_SECONDS = 600.0
_REF = "refs/balado/show"
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_EVERYTHING = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")


def git_in(folder: Path, environment: Mapping[str, str], held: tuple[int, ...] = ()) -> Git:
    """Git for a folder, in which files that are `held` stay open. Raises UsageError where it is not installed."""
    program = shutil.which("git")
    if program is None:
        raise UsageError(say("git is not installed: a show in a repository cannot be fetched."))
    return Git(program, folder, environment, held)


def checked_out(source: GitSource, files: Path, git: Git) -> str:
    """Make `files` those of the show's repository as it is now; the commit. Git keeps the repository in its folder.

    What was fetched before is kept, so that only what is new comes; nobody else runs git there. Raises RemoteError
    where the repository does not answer or has no such revision, UsageError where the show is not in it.
    """
    repository = git.top / "repository"
    for left in repository.rglob("*.lock"):  # by a git that was killed
        left.unlink(missing_ok=True)
    commit = _known(git, repository, source) or _fetched(git, repository, source)
    _write_files(git, repository, files, commit)
    if not (files / (source.path or "")).is_dir():
        raise UsageError(
            say("There is no folder {folder} in {address}.", folder=source.path or ".", address=source.address)
        )
    return commit


def _known(git: Git, repository: Path, source: GitSource) -> str:
    """The commit that is meant, where it is known and here; empty where it must be fetched."""
    if not source.commit or not (repository / "HEAD").is_file():
        return ""
    try:
        git.look(f"--git-dir={repository}", "cat-file", "-e", f"{source.commit}^{{commit}}")
    except GitError:
        return ""
    return source.commit


def _fetched(git: Git, repository: Path, source: GitSource) -> str:
    """The commit that is meant, which is in the repository on this disk now."""
    here = f"--git-dir={repository}"
    if not (repository / "HEAD").is_file():
        _done(git.fetch("init", "--quiet", "--bare", "--template=", str(repository), seconds=_FETCH_SECONDS), source)
    revision = source.revision or "HEAD"
    options = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules")
    ran = git.fetch(here, *options, "--depth=1", "--", source.address, f"+{revision}:{_REF}", seconds=_FETCH_SECONDS)
    wanted = _REF
    if not ran.is_done and _COMMIT.fullmatch(revision):  # many servers give no single commit
        ran = git.fetch(here, *options, "--", source.address, *_EVERYTHING, seconds=_FETCH_SECONDS)
        wanted = revision
    _done(ran, source)
    try:
        found = git.look(here, "rev-parse", "--verify", "--quiet", f"{wanted}^{{commit}}")
    except GitError:
        what = say("{address} has no revision {revision}.", address=source.address, revision=revision)
        raise RemoteError(what) from None
    return found.decode().strip()


def _done(ran: Ran, source: GitSource) -> None:
    if not ran.is_done:
        raise RemoteError(
            say("{address} cannot be fetched. git says: {text}", address=source.address, text=ran.err[-400:])
        )


def _write_files(git: Git, repository: Path, files: Path, commit: str) -> None:
    """Make the files those of a commit. One that is the same keeps its time, so that it is not inspected again."""
    here = (f"--git-dir={repository}", f"--work-tree={files}")
    ran = git.write(*here, "checkout", "--quiet", "--force", "--detach", commit, "--", seconds=_FETCH_SECONDS)
    if not ran.is_done:
        raise RemoteError(say("git cannot write the files of the show: {text}", text=ran.err[-400:]))
