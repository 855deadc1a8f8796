"""Shows in git work trees, with a remote that is a folder of this machine, and programs that leave a mark where run."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from programs import need_program
from show_builder import Show

from balado.git.process import Git
from balado.studio.repository.tree import WorkTree, git_of, work_tree

_WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


@dataclass(frozen=True, slots=True)
class GitShow:
    """A show that is committed; `remote` is the folder that it was pushed to."""

    show: Show
    remote: Path

    @property
    def root(self) -> Path:
        return self.show.root

    @property
    def git(self) -> Git:
        found = git_of(self.root, dict(os.environ))
        assert found is not None
        return found

    @property
    def tree(self) -> WorkTree:
        return work_tree(self.git, self.root)

    def run(self, *arguments: str) -> str:
        """Git as the author runs it in a terminal."""
        return git_in(self.root, *arguments)

    def colleague(self, folder: Path) -> Path:
        """A clone of the remote: somebody else's work tree."""
        git_in(self.remote, "clone", "--quiet", str(self.remote), str(folder))
        return folder

    def pushed(self) -> str:
        """The subjects of what the remote has, the newest first."""
        return git_in(self.remote, "log", "--format=%s", "main")


def git_in(folder: Path, *arguments: str) -> str:
    command = [need_program("git"), *_WHO, "-C", str(folder), *arguments]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return ended.stdout


def committed_show(folder: Path, *, identity: bool = True) -> GitShow:
    """A show with the episode `a`, committed on `main` and pushed."""
    show = Show(folder / "show")
    show.write_feed()
    show.add("a")
    remote = folder / "remote.git"
    git_in(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git_in(show.root, "init", "--quiet", "--initial-branch=main")
    (show.root / ".gitignore").write_text("public/\n.public.balado/\n", encoding="utf-8")
    made = GitShow(show, remote)
    made.run("add", "--all")
    made.run("commit", "--quiet", "--message=Begun")
    made.run("remote", "add", "origin", str(remote))
    made.run("push", "--quiet", "--set-upstream", "origin", "main")
    if identity:
        made.run("config", "user.name", "Ada")
        made.run("config", "user.email", "ada@example.org")
    return made


def marking_program(folder: Path, name: str, code: int = 0) -> tuple[Path, Path]:
    """A program that leaves a mark where it is run, gives back what it gets, and ends with this code; and its mark."""
    program, mark = folder / name, folder / f"{name}.ran"
    program.write_text(f'#!/bin/sh\ntouch "{mark}"\ncat\necho "no: {name}" >&2\nexit {code}\n', encoding="utf-8")
    program.chmod(0o755)
    return program, mark


def hook(made: GitShow, name: str, code: int) -> Path:
    """A hook of the repository that ends with this code; gives its mark."""
    program, mark = marking_program(made.root / ".git" / "hooks", name, code)
    assert program.is_file()
    return mark
