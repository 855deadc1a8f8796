from __future__ import annotations

import pytest

from balado.network.folder_name import folder_name, for_show


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


def test_the_name_stands_wherever_it_is_asked_for() -> None:
    assert for_show(("--logs=/srv/{show}/logs", "--since=2026-11-01"), "a") == (
        "--logs=/srv/a/logs",
        "--since=2026-11-01",
    )
