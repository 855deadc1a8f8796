"""`balado stats --tables`: what Athena or Trino counts with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from show_builder import Show


@pytest.fixture(scope="module")
def show(new_folder: Callable[[str], Path]) -> Show:
    made = Show(new_folder("stats") / "show")
    made.write_feed()
    made.add("a")
    made.publish()
    return made


def test_the_files_of_the_show_patterns_and_queries_are_written(show: Show) -> None:
    for _ in range(2):
        run = show.run("stats", "--tables", "../tables", "--format", "json")
        assert run.returncode == 0, run.stderr
        assert json.loads(run.stdout.splitlines()[-1]) == {
            "event": "tables",
            "message": "What Athena or Trino counts with is in ../tables",
            "path": "../tables",
        }
    folder = show.root.parent / "tables"
    assert str(show.root.parent) not in "".join(path.read_text("utf-8") for path in folder.iterdir())
    [guid] = re.findall("<podcast:guid>(.+)</podcast:guid>", show.published()["feed.xml"].decode())
    assert {path.name for path in folder.iterdir()} == {"published.json", "agents.json", "downloads.sql", "tables.sql"}
    rows = [json.loads(line) for line in (folder / "published.json").read_text("utf-8").splitlines()]
    audio, in_folder = [row for row in rows if row["kind"] == "audio"]
    assert (audio["path"], in_folder["path"]) == (f"show/{audio['key']}", audio["key"])
    assert (audio["guid"], audio["podcast"]) == ("guid-of-a", guid)
    assert set(audio) == {"podcast", "path", "key", "guid", "kind", "threshold_bytes", "recording"}


def test_patterns_are_those_of_newer_lists_where_they_are_given(show: Show) -> None:
    (show.root.parent / "crawlers.json").write_text(json.dumps([{"pattern": "Zorkbot"}]))
    run = show.run("stats", "--tables", "../newer", "--agents", "../crawlers.json")
    assert run.returncode == 0, run.stderr
    text = (show.root.parent / "newer" / "agents.json").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert [row["pattern"] for row in rows if row["role"] == "bot"][-1] == "Zorkbot"
    assert "LinkedInBot" not in text
    assert "AntennaPod" in text, "the list of applications is still ours"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--tables", "feed.yaml"), "The tables cannot be written to feed.yaml: "),
        (("--tables", "../tables", "--agents", "feed.yaml"), "feed.yaml cannot be taken as a list of user agents"),
        (("--tables", "../tables", "--logs", "."), "and counts nothing: leave --logs out."),
        (("--tables", "../tables", "--since", "2025-11-01"), "and counts nothing: leave --since out."),
        (("--tables", "../tables", "--format", "csv"), "and counts nothing: leave --format csv out."),
        (("--tables", "../tables", "--format", "parquet"), "and counts nothing: leave --format parquet out."),
        (("--tables", "../tables", "--cluster", "dask"), "and counts nothing: leave --cluster out."),
        (
            ("--tables", "t", "--until", "2025-11-01", "--out", "x", "--html", "y"),
            "and counts nothing: leave --until, --out, --html out.",
        ),
    ],
)
def test_a_folder_that_is_none_and_a_count_beside_it_are_refused(
    arguments: tuple[str, ...], said: str, show: Show
) -> None:
    run = show.run("stats", *arguments)
    assert run.returncode == 2
    assert said in run.stderr
