"""What Lighthouse says of the show of this repository: each category, and what its speed is made of.

The server of the tests neither compresses nor lets anything be kept, so a real one is not slower in that.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from measuring import table
from page_judges import lighthouse_reports
from site_server import SiteServer
from site_shows import publish_sample

ROUNDS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
PAGES = ("index.html", "episodes/01-quelles-attentes.html")


def main() -> None:
    with SiteServer() as server, tempfile.TemporaryDirectory() as folder:
        sample = publish_sample(server, Path(folder))
        addresses = [f"{sample.url}/{page}" for page in PAGES]
        rounds = [lighthouse_reports(CATEGORIES, *addresses) for _ in range(ROUNDS)]
    table(
        f"Lighthouse on a slow phone that it acts (medians of {ROUNDS}; floor: 100)",
        ["page", *CATEGORIES, "first paint ms", "largest paint ms", "blocked ms", "layout shift"],
        [_row(page, reports) for page, reports in zip(PAGES, zip(*rounds, strict=True), strict=True)],
    )


def _row(page: str, reports: Sequence[Mapping[str, Any]]) -> list[object]:
    points = [statistics.median(100 * one["categories"][name]["score"] for one in reports) for name in CATEGORIES]
    speed = [statistics.median(one["audits"][name]["numericValue"] for one in reports) for name in AUDITS]
    return [page, *points, *speed]
