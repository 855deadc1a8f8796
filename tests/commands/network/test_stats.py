"""`balado network stats`: the downloads of all shows, each counted from its own logs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from delivery_logs import Get, write_log
from networks import ShowNetwork, copied, of

from balado.commands.network.counted import all_counted_text

SUNDAY = "2025-11-02"


@pytest.fixture(scope="module")
def published(new_folder: Callable[[str], Path]) -> ShowNetwork:
    """A network of three published shows, two of which have logs."""
    root = new_folder("network-stats") / "network"
    root.mkdir()
    network = ShowNetwork(root, {"BALADO_CACHE_DIR": str(root.parent / "cache")})
    network.write()
    for name, listeners in (("a", 7), ("b", 2), ("c", 0)):
        show = network.add(name, to="public", episodes=1)
        show.publish()
        key = next(key for key in show.published() if key.startswith("audio/"))
        requests = [Get(f"{name}/{key}", f"198.51.100.{number}", SUNDAY) for number in range(listeners)]
        if requests:
            write_log(root.parent / "logs" / "shows" / name / "1.gz", requests)
    return network


@pytest.fixture
def network(published: ShowNetwork, tmp_path: Path) -> ShowNetwork:
    return copied(published, tmp_path)


def test_each_show_is_counted_from_the_place_that_has_its_name(network: ShowNetwork) -> None:
    events = network.events("stats", "--logs", "../logs/{show}", "--only", "shows/[ab]")
    assert {(one["show"], one["downloads"]) for one in of(events, "downloads")} == {("shows/a", 7), ("shows/b", 2)}
    totals = {one["show"]: (one["requests"], one["downloads"], one["listeners"]) for one in of(events, "statistics")}
    assert totals == {"shows/a": (7, 7, 7), "shows/b": (2, 2, 2)}
    assert {one["show"]: one["state"] for one in of(events, "network-show")} == dict.fromkeys(totals, "unchanged")
    assert (events[-1]["event"], events[-1]["verb"], events[-1]["shows"]) == ("network", "stats", 2)


def test_a_show_whose_logs_are_missing_stops_no_other_and_decides_on_the_exit_code(network: ShowNetwork) -> None:
    ended = network.run("stats", "--logs", "../logs/{show}", code=2)
    assert ended.stdout.splitlines()[:2] == [
        "shows/a  in order  7 downloads, 7 listeners",
        "shows/b  in order  < 5 downloads, < 5 listeners",
    ]
    assert ended.stdout.splitlines()[2].startswith("shows/c  failed  There is no folder of logs")
    assert ended.stdout.splitlines()[3] == "All shows: at least 8 downloads."
    assert "3 shows: 0 published, 2 unchanged, 0 refused, 1 failed." in ended.stderr
    (network.root.parent / "logs" / "shows" / "c").mkdir()
    ended = network.run("stats", "--logs", "../logs/{show}", code=1)
    assert "logs/shows/c: error: There is no log, or only empty ones." in ended.stderr


def test_what_was_counted_is_told_again_without_logs_and_for_a_period(network: ShowNetwork) -> None:
    network.run("stats", "--logs", "../logs/{show}", code=2)
    assert len(of(network.events("stats"), "downloads")) == 2
    assert of(network.events("stats", "--since", "2025-11-03"), "downloads") == []
    assert len(of(network.events("stats", "--until", SUNDAY), "downloads")) == 2


def test_lists_are_taken_and_what_is_odd_in_a_log_is_told_with_its_show(network: ShowNetwork) -> None:
    (network.root.parent / "networks.txt").write_text("198.51.100.0/30\n")
    (network.root.parent / "logs" / "shows" / "a" / "note.txt").write_text("no log")
    lists = ("--addresses", "../networks.txt", "--only", "shows/a")
    ended = network.run("stats", "--logs", "../logs/{show}", *lists)
    assert "shows/a  in order  < 5 downloads, < 5 listeners" in ended.stdout
    assert "shows/a: note.txt is in no format of logs that is read" in ended.stderr


def test_there_is_a_page_for_each_show_and_one_of_all(network: ShowNetwork) -> None:
    arguments = ("--logs", "../logs/{show}", "--only", "shows/[ab]", "--html", "../report")
    for _ in range(2):
        events = network.events("stats", *arguments)
    folder = network.root.parent / "report"
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == [
        "index.html",
        "shows/a/index.html",
        "shows/b/index.html",
    ]
    page = (folder / "index.html").read_text("utf-8")
    assert '<a href="shows/a/index.html">shows/a</a>' in page
    assert of(events, "report")[-1]["path"] == "../report/index.html"
    assert events[-1]["event"] == "network"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--addresses", "x"), "Lists of networks are for counting"),
        (("--agents", "x"), "Lists of user agents are for counting"),
        (("--since", "2025-11-03", "--until", "2025-11-02"), "The period ends before it begins"),
        (("--html", "../report", "--cluster", "tcp://127.0.0.1:1"), "without --cluster and --logs"),
        (("--html", "network.yaml"), "The report cannot be written to network.yaml/index.html"),
    ],
)
def test_what_is_asked_in_a_wrong_way_is_told_before_any_show(
    network: ShowNetwork, arguments: tuple[str, ...], what: str
) -> None:
    ended = network.run("stats", "--format", "json", *arguments, code=2)
    assert what in ended.stderr + ended.stdout
    assert of([json.loads(line) for line in ended.stdout.splitlines()], "network-show") == []


def test_the_report_on_what_was_counted_needs_no_logs(network: ShowNetwork) -> None:
    network.run("stats", "--logs", "../logs/{show}", "--only", "shows/[ab]")
    shutil.rmtree(network.root.parent / "logs")
    network.run("stats", "--html", "../report", "--only", "shows/[ab]")
    assert '<td class="number">7</td>' in (network.root.parent / "report" / "index.html").read_text("utf-8")
    assert (network.root.parent / "report" / "shows" / "a" / "index.html").is_file()


def test_shows_whose_names_are_one_path_have_a_page_each(network: ShowNetwork) -> None:
    settings = network.root / "network.yaml"
    listed = yaml.safe_load(settings.read_text("utf-8"))
    listed["shows"] = ["shows/a", {"folder": "shows/b", "name": "s3://shows/a"}]
    settings.write_text(yaml.safe_dump(listed), "utf-8")
    network.run("stats", "--logs", "../logs/shows/b", "--html", "../report")
    pages = re.findall(r'href="([^"]+/index.html)"', (network.root.parent / "report" / "index.html").read_text("utf-8"))
    assert pages[0] == "shows/a/index.html"
    assert len({(network.root.parent / "report" / page).read_text("utf-8") for page in pages}) == 2


@pytest.mark.parametrize(
    ("downloads", "told"),
    [
        ((7, 2), "All shows: at least 8 downloads."),
        ((7, 4), "All shows: at least 8 downloads."),
        ((1,), "All shows: at least 1 download."),
        ((7, 0, 8), "All shows: 15 downloads."),
        ((0, 0), "All shows: 0 downloads."),
    ],
)
def test_the_sum_tells_no_figure_that_is_not_shown(downloads: tuple[int, ...], told: str) -> None:
    assert str(all_counted_text([{"downloads": number} for number in downloads])) == told


def test_a_page_that_cannot_be_written_at_the_end_is_told_and_the_table_too(network: ShowNetwork) -> None:
    (network.root.parent / "report").mkdir()
    (network.root.parent / "report" / "shows").write_text("a file")
    ended = network.run("stats", "--only", "shows/a", "--logs", "../logs/{show}", "--html", "../report", code=2)
    assert "shows/a  failed  The report cannot be written to" in ended.stdout
