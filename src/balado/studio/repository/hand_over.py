"""A commit of the show's own changes, what others changed brought in, and all of it pushed: as a person would do it.

Others' work is brought in by a merge, never by a rebase: no commit of the author is written anew. A merge in which both
changed the same lines is taken back at once, and the work tree is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from balado.git.process import Git, GitError, Ran
from balado.message import Message, say, say_many
from balado.studio.repository.told import told_by_git
from balado.studio.repository.tree import UncommittedFile, WorkTree

_LOCAL_SECONDS = 300.0
"""Hooks that judge a commit may take their time."""
_REMOTE_SECONDS = 1_800.0

Tell = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is to be done: these files committed under this message (none: no commit), then pulled, then pushed."""

    files: tuple[UncommittedFile, ...]
    message: str
    pulls: bool
    pushes: bool


def hand_over(git: Git, tree: WorkTree, wanted: HandOver, tell: Tell) -> None:
    """Do it, step by step, and tell each step once it is done.

    Raises GitError where one fails; what was told before it is done, and stays.
    """
    if tree.branch is None:
        raise GitError(say("No branch is checked out: a commit made now would belong to none. Check one out first."))
    if tree.under_way:
        raise GitError(say("A merge or something like it has begun in this work tree. End it first, in a terminal."))
    if wanted.files:
        _commit(git, wanted, tell)
    if wanted.pulls:
        pull(git, tree, tell)
    if wanted.pushes:
        _push(git, tree, tell)


def _commit(git: Git, wanted: HandOver, tell: Tell) -> None:
    """Of what somebody prepared by hand for a commit nothing goes into it but these files."""
    new = [one.path for one in wanted.files if not one.is_tracked]
    if new:
        _need(_of_paths(git, new, "add", "--intent-to-add"))
    ran = _of_paths(
        git,
        [one.path for one in wanted.files],
        *("commit", "--quiet", "--only", "--cleanup=whitespace", f"--message={wanted.message}"),
    )
    if not ran.is_done:
        if new:
            _of_paths(git, new, "rm", "--cached", "--quiet", "--force", "--ignore-unmatch")
        _need(ran)
    name = git.look("rev-parse", "--short", "HEAD").decode().strip()
    tell(
        say_many(
            "Commit {name} is made, of {count} file.",
            "Commit {name} is made, of {count} files.",
            len(wanted.files),
            name=name,
        )
    )


def pull(git: Git, tree: WorkTree, tell: Tell) -> None:
    """Fetch what others pushed, and bring it in. Raises GitError where both changed the same."""
    _need_remote(tree)
    branch = tree.remote_ref.removeprefix("refs/heads/")
    fetched = f"refs/remotes/{tree.remote}/{branch}"
    ran = git.act(
        *("fetch", "--quiet", "--no-recurse-submodules", tree.remote, f"+{tree.remote_ref}:{fetched}"),
        seconds=_REMOTE_SECONDS,
    )
    if not ran.is_done and "couldn't find remote ref" in ran.err:
        tell(say("Nobody has pushed this branch yet: there is nothing to get."))
        return
    _need(ran)
    count = int(git.look("rev-list", "--count", f"HEAD..{fetched}" if _has_commit(git) else fetched))
    if not count:
        tell(say("There is nothing new from others."))
        return
    merged = git.act("merge", "--quiet", "--no-edit", "--no-stat", fetched, seconds=_LOCAL_SECONDS)
    if not merged.is_done:
        _take_back(git, merged)
    tell(say_many("{count} commit of others is brought in.", "{count} commits of others are brought in.", count))


def _take_back(git: Git, merged: Ran) -> None:
    """Leave the work tree as it was before a merge that came to nothing, and say where both changed the same."""
    both = git.look("diff", "--name-only", "--diff-filter=U", "--no-ext-diff", "--no-textconv", "-z")
    files = [one for one in both.decode("utf-8", "replace").split("\0") if one]
    if not files:
        raise GitError(told_by_git(merged))
    _need(git.act("merge", "--abort", seconds=_LOCAL_SECONDS))
    raise GitError(
        say(
            "You and somebody else changed the same lines of {files}. Nothing was brought in and nothing was pushed. "
            "Bring both together in a terminal (`git pull`), or ask who can.",
            files=", ".join(files),
        )
    )


def _push(git: Git, tree: WorkTree, tell: Tell) -> None:
    _need_remote(tree)
    further = () if tree.has_upstream else ("--set-upstream",)
    ran = git.act("push", "--porcelain", *further, tree.remote, f"HEAD:{tree.remote_ref}", seconds=_REMOTE_SECONDS)
    if not ran.is_done:
        said = f"{ran.err}\n{ran.out.decode('utf-8', 'replace')}"
        raise GitError(told_by_git(Ran(ran.code, b"", said)))
    tell(say("It is pushed to {remote}, branch {branch}.", remote=tree.remote, branch=_branch(tree)))


def _branch(tree: WorkTree) -> str:
    return tree.remote_ref.removeprefix("refs/heads/")


def _need_remote(tree: WorkTree) -> None:
    if not tree.remote:
        raise GitError(
            say("This branch is pushed nowhere: tell git where, in a terminal (`git push -u REMOTE BRANCH`).")
        )


def _has_commit(git: Git) -> bool:
    return git.act("rev-parse", "--verify", "--quiet", "HEAD", seconds=_LOCAL_SECONDS).is_done


def _of_paths(git: Git, paths: Iterable[str], *arguments: str) -> Ran:
    given = b"".join(one.encode("utf-8", "surrogateescape") + b"\0" for one in paths)
    return git.act(*arguments, "--pathspec-from-file=-", "--pathspec-file-nul", seconds=_LOCAL_SECONDS, given=given)


def _need(ran: Ran) -> None:
    if not ran.is_done:
        raise GitError(told_by_git(ran))
