"""Namespaces, and what a misspelled one means."""

from __future__ import annotations

import pytest
from slowness import cpu_seconds_below

from balado.show.namespaces import NAMESPACES, prefix_meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://www.itunes.com/DTDs/Podcast-1.0.dtd", "itunes"),
        ("https://itunes.com/dtds/podcast-1.1.dtd/", "itunes"),
        ("podcastindex.org/namespace/1.0", "podcast"),
        ("http://example.org/ours", None),
        ("", None),
    ],
)
def test_a_misspelled_namespace_means_the_one_that_is_left_of_it(written: str, meant: str | None) -> None:
    assert prefix_meant(written) == meant


@pytest.mark.parametrize("run", ["\n", "/", "1", "#", " ", "."])
@pytest.mark.untraced
def test_an_address_beyond_any_length_is_no_slip_and_is_not_gone_through(run: str) -> None:
    long = f"{NAMESPACES['itunes']}{run * 200_000}x"
    with cpu_seconds_below(1):  # the square of its length takes minutes
        assert prefix_meant(long) is None
        assert prefix_meant(long, "itunes") == "itunes"
