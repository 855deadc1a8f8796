from __future__ import annotations

from pathlib import Path

from lxml import html
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio


def test_it_is_told_in_words_and_side_by_side(english: ServedStudio) -> None:
    page = html.fromstring(english.get("/difference").text)
    told = [" ".join(one.text_content().split()) for one in page.findall(".//ul[@class='changes']/li")]
    assert "changed “About changed” is updated" in told
    assert any(one.startswith("scheduled “About scheduled” is stored and goes live on 2025-12-24") for one in told)
    titles = [" ".join(one.text_content().split()) for one in page.findall(".//section[@class='item']/h3")]
    assert "About changed changes" in titles


def test_a_first_publication_is_new_as_a_whole_and_nothing_is_nothing(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert "everything is new" in served.get("/difference").text
        show.publish()
        served.studio.state.wait(lambda one: one.newest is not None and not one.is_pending)
        assert "Nothing: what is live is what you see here." in served.get("/difference").text


def test_what_would_be_refused_says_so(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    for slug in ("a", "b"):
        show.add(slug)
    show.publish()
    for path in (show.root / "episodes" / "a").iterdir():
        path.unlink()
    (show.root / "episodes" / "a").rmdir()
    with served_studio(options_for(show), show) as served:
        served.settled()
        page = served.get("/difference").text
    assert "Publishing would be refused" in page
