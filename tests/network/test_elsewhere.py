"""What tells a show elsewhere from others, and what is not said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from balado.network.elsewhere import BucketSource, FetchedShow, GitSource

REPOSITORY = GitSource("https://git.example/radio.git", "v2", "shows/radio", "network", b"token: hidden", "abc")
BUCKET = BucketSource("s3://sources/radio", "https://store.example", "eu", "network", b"token: hidden")


def test_a_source_is_another_one_by_its_place_alone() -> None:
    assert replace(REPOSITORY, commit="def", shared=b"").name == REPOSITORY.name
    assert replace(BUCKET, region=None, shared=b"").name == BUCKET.name
    others = [replace(REPOSITORY, revision=None), replace(REPOSITORY, path=None), replace(REPOSITORY, network="n")]
    names = {one.name for one in (REPOSITORY, *others, BUCKET, replace(BUCKET, endpoint=None))}
    assert len(names) == 6


@pytest.mark.parametrize("source", [REPOSITORY, BUCKET])
def test_what_a_network_shares_is_not_shown(source: GitSource | BucketSource) -> None:
    assert "hidden" not in repr(source)


def test_before_anything_is_found_nothing_is_settled() -> None:
    assert (dict(FetchedShow().settings), FetchedShow().settled, FetchedShow().commit) == ({}, None, "")
