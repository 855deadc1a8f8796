"""Lighthouse gives 100 for all but speed, which only a measurement can judge: `python -m tests.bench pages`."""

from __future__ import annotations

from page_judges import lost_points
from site_shows import PublishedSite


def test_show_and_episode_get_every_point(french: PublishedSite) -> None:
    pages = [french.address(kind) for kind in ("show", "episode")]
    assert lost_points(("accessibility", "best-practices", "seo"), *pages) == {}
