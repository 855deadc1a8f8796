"""A show with pages whose record is lost: its pages stay as they are, and keep their addresses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from show_builder import Show


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """Two publications; the folder of the first episode was renamed after its page had got its name."""
    made = Show(tmp_path)
    made.write_feed(site=None)
    made.add("01-a", people="[{name: Ada}]")
    made.publish()
    (made.root / "episodes" / "01-a").rename(made.root / "episodes" / "09-renamed")
    made.add("02-b", date="2025-11-02 08:00")
    made.publish()
    return made


def lose_everything(state: Path) -> None:
    shutil.rmtree(state)


def lose_the_newest(state: Path) -> None:
    (state / "generations" / "2.json").unlink()


def lose_the_copies(state: Path) -> None:
    shutil.rmtree(state / "site")
    (state / "generations" / "2.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize("accident", [lose_everything, lose_the_newest, lose_the_copies])
def test_pages_stay_and_keep_their_addresses(show: Show, accident: Callable[[Path], None]) -> None:
    before = show.published()
    assert "episodes/01-a.html" in before
    accident(show.root / ".public.balado")
    run = show.run("recover", "--yes")
    assert run.returncode == 0, run.stderr
    assert show.published() == before
    show.publish()
    assert show.published() == before
    assert "Nothing to do" in show.publish().stderr
    show.add("03-c", date="2025-11-03 08:00")
    show.publish()
    assert {*before, "episodes/03-c.html"} <= {*show.published(), "feed.xml"}
