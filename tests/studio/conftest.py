"""What the tests of the studio share: one show in every state, and one studio of it for each process of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio, show_of_every_state


@pytest.fixture(scope="session")
def every_state(tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Nobody changes anything in it."""
    return show_of_every_state(tmp_path_factory.mktemp("studio") / "show")


@pytest.fixture(scope="session")
def english(every_state: Show, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    """Its studio in English, settled."""
    cache = tmp_path_factory.mktemp("cache") / "inspections.json"
    with served_studio(options_for(every_state, cache), every_state) as served:
        served.settled()
        yield served


@pytest.fixture(scope="session")
def french(every_state: Show, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    """A preview of it in French, settled."""
    cache = tmp_path_factory.mktemp("cache") / "inspections.json"
    options = options_for(every_state, cache, language="fr", may_change=False)
    with served_studio(options, every_state) as served:
        served.settled()
        yield served
