"""Shows elsewhere in a cache: with what their network shares, and one run at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from git_trees import git_in
from readings import put

from balado.errors import RemoteError, UsageError
from balado.network.elsewhere import GitSource
from balado.network.fetch import Fetcher, folder_of
from balado.source.files import scan

NETWORK = b"title: A network\nshows: [{git: 'file:///x'}]\ndefaults: {publish: {endpoint: 'https://s3.example.org'}}\n"
SHOW = "title: Radio\nguid: 0B9E\npublish: {to: 's3://pod/radio', state: 's3://kept/radio'}\n"


@pytest.fixture
def source(tmp_path: Path) -> GitSource:
    """A repository with a show at its top and one in a folder."""
    top = tmp_path / "repository"
    top.mkdir()
    git_in(top, "init", "--quiet", "--initial-branch=main")
    put(top, {"feed.yaml": SHOW, "other/feed.yaml": "title: [\n"})
    git_in(top, "add", "--all")
    git_in(top, "commit", "--quiet", "-m", "all")
    return GitSource(f"file://{top}", None, None, "n", NETWORK)


def fetcher(tmp_path: Path) -> Fetcher:
    return Fetcher(tmp_path / "cache", dict(os.environ), pause=lambda _seconds: None)


def test_a_show_has_what_its_network_shares_and_its_settings_are_told(source: GitSource, tmp_path: Path) -> None:
    told = fetcher(tmp_path).look(source, "radio")
    text = scan(folder_of(source, tmp_path / "cache")).show_file
    assert text is not None
    assert text.shared is not None
    assert text.shared.raw == NETWORK
    assert told is not None
    assert told.settings["endpoint"] == "https://s3.example.org"
    assert len(told.commit) == 40
    assert told.settled is not None
    assert [(str(place), parts) for place, parts in told.settled.places] == [
        ("radio/feed.yaml:3 (publish.to)", ("bucket", "https://s3.example.org", "pod", "radio")),
        ("radio/feed.yaml:3 (publish.state)", ("bucket", "https://s3.example.org", "kept", "radio")),
    ]
    assert (str(told.settled.guid[0]), told.settled.guid[1]) == ("radio/feed.yaml:2 (guid)", "0b9e")


def test_another_run_is_waited_for_until_its_verb_has_ended(source: GitSource, tmp_path: Path) -> None:
    with fetcher(tmp_path).fetched(source) as folder:
        assert (folder / "feed.yaml").is_file()
        with pytest.raises(RemoteError, match="Another run works with what it fetched from file://"):
            fetcher(tmp_path).look(source, "radio")
    with fetcher(tmp_path).fetched(source):
        pass


def test_a_cache_that_cannot_be_written_is_told(source: GitSource, tmp_path: Path) -> None:
    put(tmp_path, {"cache": "a file"})
    with pytest.raises(UsageError, match="cannot be written"), fetcher(tmp_path).fetched(source):
        pass
