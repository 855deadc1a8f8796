"""What the tests of the studio in a browser share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Visits
from playwright.sync_api import Browser

_NO_SCRIPTS = "Blocked script execution in"
"""What Chromium says of each page in a frame of the studio: it is shown there without its scripts."""


_STUDIOS = ("english", "french", "mine", "served", "studio")
"""What fixtures that serve a studio are called. They are begun first, so that pages are closed before their server."""


@pytest.fixture
def visits(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Visits]:
    """Visits that end well: the browser had nothing to complain of, and nothing was asked but of this computer."""
    for name in _STUDIOS:
        if name in request.fixturenames:
            request.getfixturevalue(name)
    found = Visits(chromium)
    yield found
    found.close()
    assert [url for url in found.asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []
    assert [one for one in found.complaints if not one.startswith(_NO_SCRIPTS)] == []
