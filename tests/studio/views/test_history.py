from __future__ import annotations

from pathlib import Path

from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio


def test_each_publication_says_what_it_changed(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    show.publish()
    edit(show, "a", "title: About a", "title: Another title")
    show.publish()
    with served_studio(options_for(show), show) as served:
        served.settled()
        page = served.get("/history").text
        assert page.index("Publication 2") < page.index("Publication 1")
        assert "a “Another title” goes live" in page
        changed = served.get("/history/2").text
        first = served.get("/history/1").text
        assert served.get("/history/3").status == 404
    assert "<del>About</del>" in changed
    assert "<ins>Another</ins>" in changed
    assert "<table" not in first


def test_what_cannot_be_seen_is_said(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    (show.root / "public").mkdir()
    (show.root / "public" / "feed.xml").write_text("<rss/>", encoding="utf-8")
    with served_studio(options_for(show), show) as served:
        assert "Balado did not publish" in served.get("/history").text


def test_a_place_to_begin_that_is_none_begins_with_the_newest(english: ServedStudio) -> None:
    for wanted in ("", "x", "-1", "99999999999999999999", "2"):
        assert "Publication 1" in english.get(f"/history?from={wanted}").text
