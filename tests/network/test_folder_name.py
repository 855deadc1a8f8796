from __future__ import annotations

import pytest

from balado.network.folder_name import folder_name, folder_names, for_show


@pytest.mark.parametrize(
    ("show", "folder"),
    [
        ("ministere/a", "ministere/a"),
        ("s3://archive/old-show", "archive/old-show"),
        ("../../etc/a", "etc/a"),
        ("/var/./a/", "var/a"),
        ("La radio", "La radio"),
        ("..", "show"),
    ],
)
def test_a_name_is_a_path_that_leads_nowhere_else(show: str, folder: str) -> None:
    assert folder_name(show) == folder


def test_no_two_shows_have_one_folder_and_what_it_is_called_hangs_on_the_name_alone() -> None:
    names = ["s3://shows/a", "shows/a", "s3://other/./shows", "gs://shows/a"]
    folders = folder_names(names)
    assert folders["shows/a"] == "shows/a"
    assert folders["s3://other/./shows"] == "other/shows"
    assert folders["s3://shows/a"].startswith("shows/a-")
    assert len(set(folders.values())) == len(names)
    assert folder_names(["more", *reversed(names)]) == {"more": "more", **folders}


def test_the_name_stands_wherever_it_is_asked_for() -> None:
    assert for_show(("--logs=/srv/{show}/logs", "--since=2026-11-01"), "a") == (
        "--logs=/srv/a/logs",
        "--since=2026-11-01",
    )
