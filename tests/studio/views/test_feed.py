from __future__ import annotations

from pathlib import Path

from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio


def test_the_addresses_to_subscribe_to_are_there(english: ServedStudio) -> None:
    page = english.get("/feed").text
    assert f'readonly value="{english.doors.public_url}/feed.xml"' in page
    assert f'src="{english.doors.public_path}/index.html?v=' in page
    assert "Le dernier kilomètre" in page


def test_a_show_without_an_episode_or_pages_says_so(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    with served_studio(options_for(show), show) as served:
        served.settled()
        page = served.get("/feed").text
    assert "There is no feed yet" in page
    assert "This show has no pages." in page
