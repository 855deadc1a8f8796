"""A draft that was looked at is known again, and any other is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from show_builder import NOW, Show, silent_mp3

from balado.edition.compare import compare
from balado.edition.open import Request
from balado.edition.shown import UnseenError, name_of_draft, refuse_unseen


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    made.add("b", date="2025-12-24 08:00")
    return made


def name_at(show: Show, **later: float) -> str:
    now = datetime.fromisoformat(NOW) + timedelta(**later)
    found = compare(Request(show.root, now, f"run at {now}"))
    return name_of_draft(found.opened, found.draft)


def test_the_same_draft_has_the_same_name_later_and_in_another_run(show: Show) -> None:
    assert name_at(show) == name_at(show, hours=1)


def test_another_name_once_an_episode_is_due(show: Show) -> None:
    assert name_at(show) != name_at(show, days=60)


def test_another_name_for_other_words_other_sound_and_after_another_publication(show: Show) -> None:
    names = [name_at(show)]
    text = show.root / "feed.yaml"
    text.write_text(text.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    names.append(name_at(show))
    (show.root / "episodes" / "a" / "talk.mp3").write_bytes(silent_mp3(3))
    names.append(name_at(show))
    show.publish()
    names.append(name_at(show))
    assert len(set(names)) == len(names)


def test_only_what_was_looked_at_is_let_through(show: Show) -> None:
    found = compare(Request(show.root, datetime.fromisoformat(NOW), ""))
    name = name_of_draft(found.opened, found.draft)
    for shown in ("", name):
        refuse_unseen(replace(found.opened, request=replace(found.opened.request, shown=shown)), found.draft)
    other = replace(found.opened, request=replace(found.opened.request, shown="0" * 64))
    with pytest.raises(UnseenError):
        refuse_unseen(other, found.draft)
