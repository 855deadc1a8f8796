"""A show in a repository: its files come, and nothing that would run."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from git_trees import git_in
from readings import put

from balado.errors import RemoteError, UsageError
from balado.network.checkout import checked_out
from balado.network.checkout import git_in as git_for
from balado.network.elsewhere import GitSource


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a show at its top and another one in a folder, of two commits; the first is tagged."""
    top = tmp_path / "repository"
    top.mkdir()
    git_in(top, "init", "--quiet", "--initial-branch=main")
    put(
        top, {"feed.yaml": "title: First\n", "other/feed.yaml": "title: Other\n", "episodes/a/episode.md": "---\n---\n"}
    )
    commit(top)
    git_in(top, "tag", "-a", "-m", "one", "v1")
    put(top, {"feed.yaml": "title: Second\n"})
    (top / "episodes" / "a" / "episode.md").unlink()
    commit(top)
    return top


def commit(top: Path) -> None:
    git_in(top, "add", "--all")
    git_in(top, "commit", "--quiet", "-m", "more")


def source(repository: Path, **changes: str) -> GitSource:
    return replace(GitSource(f"file://{repository}", None, None, "n"), **changes)  # type: ignore[arg-type]


def fetched(found: GitSource, tmp_path: Path, **environment: str) -> Path:
    files = tmp_path / "cache" / "show"
    files.mkdir(parents=True, exist_ok=True)
    checked_out(found, files, git_for(files.parent, {**os.environ, **environment}))
    return files / (found.path or "")


@pytest.mark.parametrize(
    ("revision", "title"),
    [(None, "Second"), ("main", "Second"), ("v1", "First"), ("COMMIT", "First"), ("SHORT", "First")],
)
def test_a_revision_is_a_branch_a_tag_or_a_commit(
    repository: Path, tmp_path: Path, revision: str | None, title: str
) -> None:
    first = git_in(repository, "rev-parse", "v1^{commit}").strip()
    meant = {"COMMIT": first, "SHORT": first[:10]}.get(revision or "", revision)
    root = fetched(replace(source(repository), revision=meant), tmp_path)
    assert (root / "feed.yaml").read_text() == f"title: {title}\n"
    assert not (root / ".git").exists()


def test_what_is_new_comes_what_is_gone_goes_and_what_is_the_same_keeps_its_time(
    repository: Path, tmp_path: Path
) -> None:
    found = source(repository)
    root = fetched(replace(found, revision="main"), tmp_path)
    written = (root / "other" / "feed.yaml").stat().st_mtime_ns
    put(repository, {"new.txt": "new"})
    (repository / "feed.yaml").unlink()
    commit(repository)
    assert fetched(replace(found, revision="main"), tmp_path) == root
    assert sorted(path.name for path in root.iterdir()) == ["new.txt", "other"]
    assert (root / "other" / "feed.yaml").stat().st_mtime_ns == written


def test_a_commit_that_is_here_is_not_asked_for_and_one_that_is_not_is(repository: Path, tmp_path: Path) -> None:
    found = source(repository)
    fetched(found, tmp_path)
    first, second = (git_in(repository, "rev-parse", f"{name}^{{commit}}").strip() for name in ("v1", "main"))
    repository.rename(tmp_path / "moved")
    assert (fetched(replace(found, commit=second), tmp_path) / "feed.yaml").read_text() == "title: Second\n"
    with pytest.raises(RemoteError, match="cannot be fetched"):
        fetched(replace(found, commit=first), tmp_path)


def test_what_a_git_that_was_killed_left_locked_is_free_again(repository: Path, tmp_path: Path) -> None:
    fetched(source(repository), tmp_path)
    for name in ("index.lock", "shallow.lock", "refs/balado/show.lock"):
        (tmp_path / "cache" / "repository" / name).touch()
    put(repository, {"feed.yaml": "title: Third\n"})
    commit(repository)
    assert (fetched(source(repository), tmp_path) / "feed.yaml").read_text() == "title: Third\n"


def test_nothing_of_a_repository_is_run_and_no_link_leads_out(repository: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    hook = f"#!/bin/sh\ntouch {ran}\n"
    put(repository, {".gitattributes": "* filter=evil\n", ".githooks/post-checkout": hook, "talk.txt": "as it is"})
    put(repository / ".git" / "hooks", dict.fromkeys(("post-checkout", "post-merge", "reference-transaction"), hook))
    for path in (*(repository / ".git" / "hooks").iterdir(), repository / ".githooks" / "post-checkout"):
        path.chmod(0o755)
    (repository / "link").symlink_to("/etc/passwd")
    commit_without_hooks(repository)
    ran.unlink(missing_ok=True)
    settings = tmp_path / "gitconfig"
    settings.write_text(f'[filter "evil"]\n\tsmudge = touch {ran}; cat\n\trequired = true\n')

    root = fetched(source(repository), tmp_path, GIT_CONFIG_GLOBAL=str(settings))

    assert not ran.exists()
    assert (root / "talk.txt").read_text() == "as it is"
    assert not (root / "link").is_symlink()
    assert (root / "link").read_text() == "/etc/passwd"


def commit_without_hooks(top: Path) -> None:
    git_in(top, "-c", "core.hooksPath=/nowhere", "add", "--all")
    git_in(top, "-c", "core.hooksPath=/nowhere", "commit", "--quiet", "-m", "more")


@pytest.mark.parametrize("address", ["ext::sh -c id", "http://127.0.0.1:9/a.git", "/nowhere/at/all"])
def test_what_cannot_be_fetched_is_told(repository: Path, tmp_path: Path, address: str) -> None:
    with pytest.raises(RemoteError, match="cannot be fetched"):
        fetched(replace(source(repository), address=address), tmp_path)


def test_a_revision_or_a_folder_that_is_not_there_is_told(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(RemoteError):
        fetched(replace(source(repository), revision="none"), tmp_path)
    with pytest.raises(RemoteError, match="has no revision abcdef1234"):
        fetched(replace(source(repository), revision="abcdef1234"), tmp_path)
    with pytest.raises(UsageError, match="There is no folder none in"):
        fetched(replace(source(repository), path="none"), tmp_path)
