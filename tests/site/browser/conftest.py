"""What the tests in a browser share: one server for each process of tests, and its pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Visits
from playwright.sync_api import Browser
from site_server import SiteServer
from site_shows import PublishedFolder, PublishedSite, Sites, publish_sample


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
def sites(server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(server, tmp_path_factory.mktemp("sites"))


@pytest.fixture
def french(sites: Sites) -> PublishedSite:
    return sites["fr"]


@pytest.fixture(scope="session")
def sample(server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> PublishedFolder:
    """The show of the repository, as the command publishes it."""
    return publish_sample(server, tmp_path_factory.mktemp("sample"))
