"""The edition of a show on disk, made step by step in this process, for tests of each step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from show_builder import NOW, Show

from balado.edition.arrange import Arrangement, arrange, inputs_of
from balado.edition.draw import draw_up
from balado.edition.episode import Inspected, inspect
from balado.edition.gather import Gathered, gather
from balado.edition.inputs import Inputs
from balado.edition.memory import Memory
from balado.edition.open import Opened, Request, open_run
from balado.edition.outcome import Draft
from balado.record.generation import Generation


def opened(show: Show, **asked: Any) -> Opened:
    """The run at NOW, asked these things."""
    return open_run(Request(show.root, datetime.fromisoformat(NOW), "me", **asked))


def inputs(show: Show, previous: Generation | None = None, **asked: Any) -> Inputs:
    return inputs_of(opened(show, **asked), Memory(previous))


def drawn(show: Show, previous: Generation | None = None, **asked: Any) -> Draft:
    return draw_up(opened(show, **asked), previous)


def published(show: Show) -> Generation:
    """What the record would say of this show, were it published."""
    return drawn(show).plan.generation


def gathered(show: Show, previous: Generation | None = None, **asked: Any) -> Gathered:
    return gather(inputs(show, previous, **asked))


def arranged(show: Show, previous: Generation | None = None) -> Arrangement:
    known = inputs(show, previous)
    return arrange(gather(known), known)


def inspected(show: Show, slug: str, previous: Generation | None = None) -> Inspected:
    """What came of that one episode, be it faulty."""
    known = inputs(show, previous)
    every = (*known.reading.episodes, *known.reading.presumed_episodes)
    [episode] = [one for one in every if one.slug == slug]
    return inspect(episode, known)


def a_show(folder: Path, **keys: str | None) -> Show:
    show = Show(folder)
    show.write_feed(**keys)
    return show


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return a_show(tmp_path)
