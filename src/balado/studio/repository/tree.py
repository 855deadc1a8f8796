"""The work tree that a show lies in: its branch, and which of the show's own files are not committed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from balado.git.process import Git, GitError
from balado.message import say
from balado.source.files import scan
from balado.source.own_paths import own_paths

FileState = Literal["new", "changed", "deleted", "conflict"]
_OWN_SCOPES = ("local", "worktree")
_UNDER_WAY = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG")
_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-merge-commit", "post-merge", "pre-push")
_RUNS = ("core.sshcommand", "core.hookspath", "core.fsmonitor", "core.askpass", "gpg.program", "credential.helper")
_RUNS_OF_MANY = (".clean", ".smudge", ".process", ".uploadpack", ".receivepack", ".vcs", ".driver")


@dataclass(frozen=True, slots=True)
class UncommittedFile:
    """A file of the show that is not as it was committed. `path` is in the work tree, `shown` in the show.

    `is_staged`: somebody has prepared it for a commit by hand.
    """

    path: str
    shown: str
    state: FileState
    is_staged: bool
    byte_size: int
    is_tracked: bool
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A work tree as it is. `head` is its commit, empty where there is none yet.

    `branch` is None where none is checked out.
    `remote` and `remote_ref` are where the branch is pushed to, empty where it is nowhere; `ahead` and `behind` count
    the commits by which the two differ, as far as that was fetched. `under_way`: a merge or the like has begun.
    `programs` are what the repository itself brings for git to run.
    """

    head: str
    branch: str | None
    remote: str
    remote_ref: str
    has_upstream: bool
    ahead: int
    behind: int
    files: tuple[UncommittedFile, ...]
    under_way: bool
    programs: tuple[str, ...]


def git_of(root: Path, environment: Mapping[str, str]) -> Git | None:
    """Git for the work tree that this folder lies in; None where it lies in none, or git is not installed."""
    program = shutil.which("git")
    real = root.resolve()
    top = next((one for one in (real, *real.parents) if (one / ".git").exists()), None)
    if program is None or top is None:
        return None
    # A folder that looks like a bare repository would be taken for one by an older git, with the settings in it.
    between = (one for one in (real, *real.parents) if one != top and one.is_relative_to(top))
    if any((one / "HEAD").is_file() and (one / "objects").is_dir() for one in between):
        return None
    return Git(program, top, environment)


def work_tree(git: Git, root: Path) -> WorkTree:
    """What there is to commit and to push. Runs nothing of the repository. Raises GitError where git does not tell."""
    own = _own_settings(git)
    filters = sorted({one.split(".", 1)[1].rpartition(".")[0] for one in own if one.startswith("filter.")})
    top, folder = git.look("rev-parse", "--show-toplevel", "--absolute-git-dir").decode().splitlines()
    if not Path(top).samefile(git.top):
        raise GitError(say("The settings of this repository place its files elsewhere: {path}", path=top))
    told = git.look(
        *("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignore-submodules=all"),
        *("--no-renames", "--", *_own_paths(git, root)),
        without=filters,
    )
    entries = told.decode("utf-8", "surrogateescape").split("\0")
    heads = dict(one[2:].split(" ", 1) for one in entries if one.startswith("# "))
    branch = heads.get("branch.head", "")
    counts = heads.get("branch.ab", "+0 -0").split()
    remote, ref = _upstream(git, branch)
    return WorkTree(
        head="" if heads.get("branch.oid") == "(initial)" else heads.get("branch.oid", ""),
        branch=None if branch == "(detached)" else branch,
        remote=remote,
        remote_ref=ref,
        has_upstream="branch.upstream" in heads,
        ahead=abs(int(counts[0])),
        behind=abs(int(counts[1])),
        files=tuple(_files(git, root, entries)),
        under_way=any(Path(folder, name).exists() for name in _UNDER_WAY),
        programs=(*_programs(own), *(one for one in _HOOKS if Path(folder, "hooks", one).is_file())),
    )


def _own_settings(git: Git) -> list[str]:
    """The names of what the repository itself sets, not its user."""
    told = git.look("config", "--list", "--show-scope", "--name-only", "-z").decode("utf-8", "surrogateescape")
    parts = told.split("\0")
    return [name for scope, name in zip(parts[::2], parts[1::2], strict=False) if scope in _OWN_SCOPES]


def _programs(own: list[str]) -> Iterator[str]:
    for name in dict.fromkeys(own):
        if name in _RUNS or (name.count(".") > 1 and name.endswith(_RUNS_OF_MANY)):
            yield name


def _own_paths(git: Git, root: Path) -> list[str]:
    """The paths of the show in the work tree."""
    within = root.resolve().relative_to(git.top).as_posix()
    return [one if within == "." else f"{within}/{one}" for one in own_paths(scan(root))]


def _upstream(git: Git, branch: str) -> tuple[str, str]:
    """Where a branch is pushed to: as its settings say, else to the one remote there is, under its own name."""
    form = "--format=%(upstream:remotename)%00%(upstream:remoteref)"
    told = git.look("for-each-ref", form, f"refs/heads/{branch}").decode("utf-8", "surrogateescape").strip("\n")
    remote, _, ref = told.partition("\0")
    remotes = git.look("remote").decode("utf-8", "surrogateescape").splitlines()
    if not (remote and ref) and len(remotes) == 1 and branch != "(detached)":
        remote, ref = remotes[0], f"refs/heads/{branch}"
    if remote.startswith("-"):  # git would take it for an option
        raise GitError(say("The remote {name} has a name that git would take for an option.", name=remote))
    return (remote, ref) if remote not in ("", ".") and ref else ("", "")


def _files(git: Git, root: Path, entries: list[str]) -> Iterator[UncommittedFile]:
    within = root.resolve().relative_to(git.top)
    for entry in entries:
        kind, _, rest = entry.partition(" ")
        fields = {"1": 7, "u": 9, "?": 0}.get(kind)
        if fields is None:
            continue
        *before, path = rest.split(" ", fields)
        shown = Path(path).relative_to(within).as_posix()
        if any(part.startswith(".") for part in shown.split("/")):
            continue  # what is written aside, and what systems leave
        mark = before[0] if before else "??"
        try:
            found = (git.top / path).lstat()
            size, stamp = found.st_size, found.st_mtime_ns
        except OSError:
            size, stamp = 0, 0
        yield UncommittedFile(
            path,
            shown,
            "conflict" if kind == "u" else "deleted" if "D" in mark else "new" if mark[0] in "?A" else "changed",
            is_staged=mark[0] not in "?.",
            byte_size=size,
            is_tracked=kind != "?",
            stamp=stamp,
        )
