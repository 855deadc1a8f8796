"""What the tests in a browser share: one Chromium and one server for each process of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Visits, running_chromium
from playwright.sync_api import Browser
from site_server import SiteServer
from site_shows import ARABIC, ENGLISH, FRENCH, PublishedSite, Spoken, files_of, publish_site, rich_show


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def server() -> Iterator[SiteServer]:
    with SiteServer() as started:
        yield started


@pytest.fixture
def unjudged(chromium: Browser) -> Iterator[Visits]:
    """Visits of which nothing is asked at their end."""
    visits = Visits(chromium)
    yield visits
    visits.close()


@pytest.fixture
def visits(unjudged: Visits, server: SiteServer) -> Iterator[Visits]:
    """Visits that end well: nothing was asked of another origin, and the browser had nothing to complain of."""
    yield unjudged
    unjudged.close()
    assert unjudged.foreign(*server.origins) == []
    assert unjudged.complaints == []


@pytest.fixture(scope="session")
def sites(server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, PublishedSite]:
    """A show with everything in three languages, by the language of the show."""
    files = files_of(rich_show(server.url), tmp_path_factory.mktemp("sites"))

    def published(spoken: Spoken) -> PublishedSite:
        server.put_all(f"/{spoken.language}", files)
        return publish_site(server, rich_show(f"{server.url}/{spoken.language}", spoken))

    return {spoken.language: published(spoken) for spoken in (FRENCH, ENGLISH, ARABIC)}


@pytest.fixture
def french(sites: dict[str, PublishedSite]) -> PublishedSite:
    return sites["fr"]
