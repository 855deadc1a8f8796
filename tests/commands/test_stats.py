"""`balado stats`: what is told of the logs of a published show."""

from __future__ import annotations

import csv
import errno
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from counted_shows import copied_show, published_show, recording_of
from delivery_logs import APPLICATION, Get, write_log
from show_builder import Show
from store_servers import Store

from balado.cli.session import Session
from balado.commands.stats.verb import command

SUNDAY, MONDAY = "2025-11-02", "2025-11-03"
ADDRESS = "203.0.113.77"
RARE = "A player of my own/1.0 (kitchen)"


@pytest.fixture(scope="module")
def published(new_folder: Callable[[str], Path]) -> Show:
    return published_show(new_folder("stats"), "a", "b")


@pytest.fixture
def show(published: Show, tmp_path: Path) -> Show:
    """A copy of it, with logs of two days."""
    made = copied_show(published, tmp_path)
    write_logs(made, tmp_path / "logs")
    return made


def write_logs(show: Show, folder: Path) -> None:
    a, b = (recording_of(show, name) for name in "ab")
    transcript = "show/transcripts/none.vtt"
    many = [Get(a, f"198.51.100.{number}", SUNDAY) for number in range(1, 8)]
    write_log(folder / "1.gz", [*many, Get(a, ADDRESS, SUNDAY, agent=RARE), Get(b, ADDRESS, SUNDAY, agent=RARE)])
    write_log(
        folder / "2.gz",
        [
            Get(a, "2001:db8:77:1::1", MONDAY),
            Get(a, "2001:db8:77:1:ffff::2", MONDAY),
            Get(b, ADDRESS, MONDAY, method="HEAD"),
            Get(b, ADDRESS, MONDAY, status=404),
            Get(transcript, ADDRESS, MONDAY, status=404),
            Get(b, ADDRESS, MONDAY, agent="Googlebot/2.1 (+http://www.google.com/bot.html)"),
        ],
    )


def told(show: Show, *arguments: str) -> list[dict[str, Any]]:
    run = show.run("stats", "--format", "json", *arguments)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def downloads(events: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (one["day"], one["guid"]): (one["downloads"], one["listeners"]) for one in events if one["event"] == "downloads"
    }


DOWNLOADS = {(SUNDAY, "guid-of-a"): (8, 8), (SUNDAY, "guid-of-b"): (1, 1), (MONDAY, "guid-of-a"): (1, 1)}


def test_programs_get_an_event_for_each_day_and_episode_and_the_totals_at_the_end(show: Show) -> None:
    events = told(show, "--logs", "../logs")
    assert downloads(events) == DOWNLOADS
    last = events[-1]
    assert (last["event"], last["requests"], last["counted"], last["bots"]) == ("statistics", 15, 11, 1)
    assert last["rejected"] == {"failed": 2, "method": 1}


def test_what_was_counted_is_told_again_without_logs(show: Show) -> None:
    told(show, "--logs", "../logs")
    assert downloads(told(show)) == DOWNLOADS
    assert set(downloads(told(show, "--since", MONDAY))) == {(MONDAY, "guid-of-a")}
    assert set(downloads(told(show, "--until", SUNDAY))) == {(SUNDAY, "guid-of-a"), (SUNDAY, "guid-of-b")}


def test_of_a_single_day_the_heading_names_no_second_one(show: Show) -> None:
    told(show, "--logs", "../logs")
    run = show.run("stats", "--since", MONDAY)
    assert "Downloads of 2025-11-03 (UTC), counted after IAB 2.3" in run.stdout


def test_people_get_tables_in_which_small_figures_are_not_told(show: Show) -> None:
    run = show.run("stats", "--logs", "../logs")
    assert run.returncode == 0
    assert "2 new logs read" in run.stderr
    assert "Downloads from 2025-11-02 to 2025-11-03 (days of UTC), counted after IAB 2.3, not certified" in run.stdout
    lines = [" ".join(line.split()) for line in run.stdout.splitlines()]
    assert "9 9 █▁ a “About a”" in lines
    assert "< 5 < 5 ▁ b “About b”" in lines
    assert any(line.endswith("AntennaPod") for line in lines)
    assert "< 5 404 other addresses, none of them the show’s" in lines
    requests = "\n".join(lines[lines.index("Requests") :])
    assert requests.startswith("Requests\n15 in the logs\n11 counted\n< 5 of robots\n< 5 failed")
    assert "< 5 no GET (HEAD, OPTIONS …)" in lines
    assert "not told" in run.stdout
    assert RARE not in run.stdout


def test_the_tables_are_french_too(show: Show) -> None:
    run = show.run("--lang", "fr", "stats", "--logs", "../logs")
    assert "Téléchargements" in run.stdout
    assert "comptés d’après IAB 2.3, sans certification" in run.stdout


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_other_programs_get_rows_without_small_figures(show: Show, form: str, tmp_path: Path) -> None:
    import duckdb

    run = show.run("stats", "--logs", "../logs", "--format", form, "--out", "../rows")
    assert (run.returncode, run.stdout) == (0, "")
    read = "read_csv" if form == "csv" else "read_parquet"
    rows = duckdb.sql(f"FROM {read}('{tmp_path}/rows') ORDER BY ALL").fetchall()
    assert [(str(day), *rest) for day, *rest in rows] == [
        (SUNDAY, "guid-of-a", "audio", "AntennaPod", rows[0][4], None, 7, 7),
        (SUNDAY, "guid-of-a", "audio", "other", "other", None, 1, 1),
        (SUNDAY, "guid-of-b", "audio", "other", "other", None, 1, 1),
        (MONDAY, "guid-of-a", "audio", "other", "other", None, 1, 1),
    ]


def test_rows_of_text_come_out_where_no_file_is_named(show: Show) -> None:
    run = show.run("stats", "--logs", "../logs", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert next((row["day"], row["guid"], row["downloads"]) for row in rows) == (SUNDAY, "guid-of-a", "7")


def test_the_report_is_a_page_in_a_folder_in_the_language_of_the_run(show: Show, tmp_path: Path) -> None:
    events = told(show, "--logs", "../logs", "--html", "../report")
    assert next(one["path"] for one in events if one["event"] == "report") == "../report/index.html"
    page = tmp_path / "report" / "index.html"
    assert "Le dernier kilomètre" in page.read_text("utf-8")
    assert "About a" in page.read_text("utf-8")
    run = show.run("--lang", "fr", "stats", "--html", "../report")
    assert (run.returncode, run.stdout) == (0, "")
    assert '<html lang="fr">' in page.read_text("utf-8")
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]


def test_a_folder_for_the_report_that_is_a_file_is_told(show: Show, tmp_path: Path) -> None:
    told(show, "--logs", "../logs")
    (tmp_path / "report").write_text("mine")
    run = show.run("stats", "--html", "../report")
    assert run.returncode == 2
    assert "The report cannot be written to" in run.stderr
    assert (tmp_path / "report").read_text() == "mine"


def test_nothing_that_a_run_leaves_tells_of_a_person(show: Show, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    told(show, "--logs", "../logs")
    left = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path not in before}
    assert {path.relative_to(show.root).parts[:2] for path in left} == {(".public.balado", "statistics")}
    searched = [readable(path) for path in left]
    for secret in (ADDRESS, "198.51.100.", "2001:db8", "kitchen", "A player", APPLICATION):
        assert [path for path in left if secret.encode() in left[path]] == []
        assert [text for text in searched if secret in text] == []


def readable(path: Path) -> str:
    """Everything a file of the state says, unpacked."""
    import gzip

    import duckdb

    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    return str(duckdb.sql(f"FROM read_parquet('{path}')").fetchall())


def test_after_a_takedown_the_statistics_keep_the_figures_and_no_name(show: Show, tmp_path: Path) -> None:
    """Before it and afterwards, listeners ask for what is gone; and a log of a day that was counted comes late."""
    show.add("witness", seconds=90)
    show.publish()
    key = next(key for key in show.published() if key.startswith("audio/witness-"))
    people = [f"198.51.100.{number}" for number in range(1, 7)]
    write_log(tmp_path / "logs/3.gz", [Get(f"show/{key}", one, SUNDAY) for one in people])
    write_log(tmp_path / "logs/4.gz", [Get(f"show/{key}", one, MONDAY, status=404) for one in people])
    write_log(tmp_path / "logs/5.gz", [Get("old/witness.html", one, MONDAY, status=404) for one in people])
    counted = downloads(told(show, "--logs", "../logs"))
    assert counted[SUNDAY, "guid-of-witness"] == (6, 6)
    assert any("witness" in text for text in kept_texts(show))

    assert show.run("takedown", "guid-of-witness", "--yes").returncode == 0
    shutil.rmtree(show.root / "episodes/witness")
    assert [text for text in kept_texts(show) if named(text)] == []
    assert downloads(told(show)) == counted

    gone = [Get(f"show/{key}", one, "2025-11-04", status=404) for one in people]
    write_log(tmp_path / "logs/6.gz", [*gone, Get(f"show/{key}", ADDRESS, SUNDAY)])
    events = told(show, "--logs", "../logs")
    assert downloads(events) == counted
    assert [(one["day"], one["requests"]) for one in events if one["event"] == "late"] == [(SUNDAY, 1)]
    assert [text for text in kept_texts(show) if named(text)] == []


def test_without_duckdb_a_takedown_says_what_the_statistics_still_hold(
    show: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told(show, "--logs", "../logs")
    kept = {path: path.read_bytes() for path in show.root.rglob("statistics/**/*") if path.is_file()}
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/duckdb.py").write_text("raise ImportError('duckdb')")
    lacking = Show(show.root, {**show.environment, "PYTHONPATH": str(tmp_path / "broken")})
    run = lacking.run("takedown", "guid-of-a", "--yes")
    assert run.returncode == 1
    assert "The statistics may still name" in run.stderr
    assert "DuckDB, which is not installed" in run.stderr
    assert {path: path.read_bytes() for path in kept} == kept
    assert show.run("takedown", "guid-of-a", "--yes").returncode == 0
    assert not any(path.exists() for path in kept if "ledgers" in path.parts)


def kept_texts(show: Show) -> list[str]:
    folder = show.root / ".public.balado" / "statistics"
    return [readable(path) for path in folder.rglob("*") if path.is_file()]


def named(text: str) -> bool:
    return "witness" in text.replace("guid-of-witness", "")


def test_logs_and_state_may_lie_in_buckets(show: Show, moto: Store, tmp_path: Path) -> None:
    bucket = Show(show.root, {**show.environment, **moto.environment()})
    to = f"s3://{moto.bucket}/show"
    assert (
        bucket.run("publish", "--to", to, "--url", "https://pod.example/show", "--now", "2025-11-23T12:00").returncode
        == 0
    )
    client = moto.endpoint.client()
    for path in (tmp_path / "logs").iterdir():
        client.put_object(Bucket=moto.bucket, Key=f"logs/{path.name}", Body=path.read_bytes())
    assert downloads(told(bucket, "--logs", f"s3://{moto.bucket}/logs", "--to", to)) == DOWNLOADS
    kept = {key for key in moto.read_all() if "statistics" in key}
    assert {key.split("/")[:3][1] for key in kept} == {".balado"}
    assert downloads(told(bucket, "--logs", f"s3://{moto.bucket}/logs", "--to", to)) == DOWNLOADS
    assert {key for key in moto.read_all() if "statistics" in key} == kept


def test_a_show_that_was_never_published_has_nothing_to_count(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    (tmp_path / "logs").mkdir()
    run = show.run("stats", "--logs", "../logs", "--format", "json")
    assert run.returncode == 0
    assert "Nothing is published yet." in run.stderr
    assert [json.loads(line)["requests"] for line in run.stdout.splitlines()] == [0]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--format", "parquet"), "name the file to write"),
        (("--out", "x.csv"), "Tables for people are not written to a file"),
        (("--html", "report", "--format", "csv"), "are two commands"),
        (("--since", MONDAY, "--until", SUNDAY), "ends before it begins"),
        (("--since", f"{MONDAY}T08:00"), "is not a day: write it as 2026-11-23"),
        (("--until", "today"), "is not a day: write it as 2026-11-23"),
        (("--out", "missing/x.csv", "--format", "csv"), "there is no folder missing"),
        (("--out", ".", "--format", "csv"), "The rows cannot be written to .: it is a folder."),
        (("--html", "feed.yaml/report"), "feed.yaml is a file"),
        (("--logs", "feed.yaml"), "feed.yaml is a file. Name the folder"),
        (("--logs", "missing"), "There is no folder of logs missing"),
        (("--agents", "feed.yaml"), "name the places of the logs, or leave them out"),
        (("--logs", "../logs", "--agents", "feed.yaml"), "feed.yaml cannot be taken as a list of user agents"),
        (("--addresses", "feed.yaml"), "Lists of networks are for counting: name the places of the logs"),
        (("--logs", "../logs", "--addresses", "feed.yaml"), "feed.yaml:1 cannot be taken as a list of networks"),
        (("--tables", "t", "--addresses", "x"), "counts nothing: leave --addresses out"),
    ],
)
def test_what_is_asked_in_a_wrong_way_is_told(show: Show, arguments: tuple[str, ...], what: str) -> None:
    run = show.run("stats", *arguments)
    assert run.returncode == 2
    assert what in run.stderr


def test_a_link_among_the_logs_that_leads_nowhere_is_a_fault_and_the_others_are_counted(show: Show) -> None:
    (show.root.parent / "logs" / "zz.log").symlink_to("gone.log")
    run = show.run("stats", "--logs", "../logs")
    assert run.returncode == 1
    assert "../logs/zz.log: error: This link leads to no file: that log was not counted." in run.stderr
    assert "new log" in run.stderr


def test_a_folder_without_logs_does_not_stay_unnoticed(show: Show, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run = show.run("stats", "--logs", "../empty")
    assert run.returncode == 1
    assert "../empty: error: There is no log, or only empty ones." in run.stderr
    assert "No day was counted: the logs hold no request" in run.stderr


def test_robots_of_a_newer_list_are_none_of_the_listeners(show: Show, tmp_path: Path) -> None:
    (tmp_path / "crawlers.json").write_text(json.dumps([{"pattern": "A player of my own"}]))
    events = told(show, "--logs", "../logs", "--agents", "../crawlers.json")
    assert downloads(events) == {(SUNDAY, "guid-of-a"): (7, 7), (MONDAY, "guid-of-a"): (1, 1)}
    assert events[-1]["bots"] == 3


def test_requests_from_listed_networks_count_for_nothing_and_have_a_reason_of_their_own(
    show: Show, tmp_path: Path
) -> None:
    (tmp_path / "centres.txt").write_text("# of a provider\n203.0.113.64/27\n")
    (tmp_path / "vpns.txt").write_text("2001:db8:77::/48\n198.51.100.1\n198.51.100.2\n")
    lists = ("--addresses", "../centres.txt", "--addresses", "../vpns.txt")
    events = told(show, "--logs", "../logs", *lists)
    assert downloads(events) == {(SUNDAY, "guid-of-a"): (5, 5)}
    last = events[-1]
    assert (last["requests"], last["counted"], last["bots"]) == (15, 5, 1)
    assert last["rejected"] == {"listed_network": 9}
    run = show.run("stats")
    assert "from a listed network: data centres, VPNs" in run.stdout
    assert told(show, "--logs", "../logs")[-1] == last, "days that were counted stay as they are"


def test_a_log_that_cannot_be_opened_is_a_fault_and_the_others_are_counted(
    show: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever runs tests as root could open it all the same: so the system's refusal is played here."""
    monkeypatch.setenv("BALADO_CACHE_DIR", str(tmp_path / "cache"))
    real = Path.open

    def refusing(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == "2.gz":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refusing)
    arguments = ["--logs", str(tmp_path / "logs"), "--show", str(show.root)]
    run = CliRunner().invoke(command, arguments, obj=Session(), standalone_mode=False)
    assert run.return_value == 1, run.output
    assert "2.gz: error: The log cannot be opened: Permission denied. It was not counted." in run.output
    assert "1 new log read" in run.output


def test_a_period_in_which_nothing_was_counted_is_told_with_what_there_is(show: Show) -> None:
    told(show, "--logs", "../logs")
    run = show.run("--lang", "fr", "stats", "--since", "2025-12-01")
    assert run.returncode == 0
    assert "du 02/11/2025 au 03/11/2025" in run.stderr
