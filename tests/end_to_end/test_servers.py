"""`check --live` as a process: a feed whose every episode misbehaves in its own way; a show of ours, as served."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from audio_samples import whole_mp3
from check_examples import SOUND
from forked_runs import Ended, Run, shared_runs
from misbehaving_server import (
    RECORDING,
    SECONDS,
    File,
    Handler,
    Server,
    Way,
    after,
    cut_short,
    drip_body,
    drip_headers,
    garbage,
    head_is,
    head_says,
    login_page,
    packed,
    page_called_audio,
    redirect,
    reset,
    stall,
    status,
    whole_only,
    with_headers,
)
from show_builder import Show

from balado.show.formats import MEDIA_TYPES

ROOT = Path(__file__).parents[2]
HEAD = SOUND.partition("    <item>")[0]
ITEM = (
    "<item><title>{name}</title><guid>{name}</guid><pubDate>Mon, 26 Oct 2026 06:00:00 +0100</pubDate>"
    '<enclosure url="{url}/{name}.mp3" length="{length}" type="audio/mpeg"/>'
    "<itunes:duration>{seconds}</itunes:duration></item>\n"
)
WAYS: dict[str, tuple[str, Way | File]] = {
    "wrong-length": ("length-differs-from-served", File(RECORDING[:-417], "audio/mpeg")),
    "another-recording": ("duration-differs-from-served", File(whole_mp3(300), "audio/mpeg")),
    "200-to-range": ("ranges-not-supported", whole_only),
    "405-to-head": ("head-not-answered", head_is(405)),
    "head-of-0-bytes": ("head-differs-from-get", head_says(Content_Length="0")),
    "wrong-content-range": ("range-wrong", with_headers(Content_Range="bytes 0-9/10")),
    "no-content-range": ("range-wrong", with_headers(Content_Range=None)),
    "redirect-loop": ("redirects-in-a-circle", redirect("/redirect-loop.mp3")),
    "slow-drip": ("answer-too-slow", drip_body),
    "slow-headers": ("answer-too-slow", drip_headers),
    "stall": ("address-not-answering", stall),
    "reset": ("address-not-answering", reset),
    "no-http": ("address-not-answering", garbage),
    "no-such-scheme": ("address-not-answering", redirect("file:///etc/passwd")),
    "wrong-type": ("type-as-served-wrong", with_headers(Content_Type="text/plain")),
    "no-type": ("type-as-served-wrong", with_headers(Content_Type=None)),
    "login-page": ("page-instead-of-file", login_page),
    "page-called-audio": ("page-instead-of-file", page_called_audio),
    "gone": ("answered-with-an-error", status(404)),
    "forbidden": ("answered-with-an-error", status(403)),
    "broken": ("answered-with-an-error", status(500)),
    "gzip": ("recording-served-packed", packed),
    "cut-short": ("answer-cut-short", cut_short),
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def feed_of(server: Server, names: list[str]) -> bytes:
    items = (ITEM.format(name=name, url=server.url, length=len(RECORDING), seconds=SECONDS) for name in names)
    return f"{HEAD}{''.join(items)}</channel></rss>".replace("https://podcast.example.org", server.url).encode()


def serve(server: Server, names: list[str]) -> None:
    server.files |= {f"/{name}.mp3": File(RECORDING, "audio/mpeg") for name in names}
    server.files["/feed.xml"].body = feed_of(server, names)


def ended(*arguments: str, cwd: Path = ROOT) -> Ended:
    [run] = shared_runs().run(Run(cwd, arguments))
    return run


def check(*arguments: str, cwd: Path = ROOT) -> tuple[int, list[dict[str, Any]]]:
    run = ended("check", *arguments, "--format", "json", cwd=cwd)
    assert run.code in (0, 1), run.said
    return run.code, [json.loads(line) for line in run.out.splitlines()]


def faults(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == "fault"]


def test_each_way_to_misbehave_is_named(server: Server) -> None:
    serve(server, list(WAYS))
    for name, (_, way) in WAYS.items():
        server.files[f"/{name}.mp3"] = way if isinstance(way, File) else File(RECORDING, "audio/mpeg", way)

    code, events = check(f"{server.url}/feed.xml", "--live", "--allow-private", "--patience", "2")

    lines = server.files["/feed.xml"].body.decode().splitlines()
    found: dict[str, set[str]] = {name: set() for name in WAYS}
    for fault in faults(events):
        line = lines[fault["line"] - 1]
        for name in WAYS:
            if f"/{name}.mp3" in line:
                found[name].add(fault["rule"])
    assert {name for name, (rule, _) in WAYS.items() if rule not in found[name]} == set()
    assert code == 1


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
@pytest.mark.parametrize("way", [drip_body, drip_headers], ids=["body", "headers"])
def test_a_feed_that_never_comes_is_not_found_to_be_right(server: Server, way: Any, form: str) -> None:
    server.files["/feed.xml"].way = way
    run = ended("check", f"{server.url}/feed.xml", "--live", "--allow-private", "--patience", "1", "--format", form)
    assert run.code == 1, run.said
    assert b"There was no feed to be had, so it was not judged." in run.out


def test_one_bad_recording_of_200_is_one_finding(server: Server) -> None:
    names = [f"episode-{number}" for number in range(200)]
    serve(server, names)
    server.files["/episode-77.mp3"].way = status(404)

    code, events = check(f"{server.url}/feed.xml", "--live", "--allow-private")

    worse = [fault for fault in faults(events) if fault["severity"] != "info" and "live" in stage_of(fault)]
    assert [fault["rule"] for fault in worse] == ["answered-with-an-error"]
    assert "episode-77" in worse[0]["message"]
    assert code == 1
    asked = Counter(path for _, path in server.asked)
    assert {f"/{name}.mp3" for name in names} <= asked.keys()
    assert max(asked.values()) <= 4, "one that is bad makes none of the others cost more"


def stage_of(fault: dict[str, Any]) -> str:
    from balado.rules.catalogue import BY_NAME

    return BY_NAME[fault["rule"]].stage


def test_without_permission_nothing_at_home_is_asked(server: Server) -> None:
    code, events = check(f"{server.url}/feed.xml", "--live")
    assert (code, server.asked) == (1, [])
    assert [fault["rule"] for fault in faults(events)] == ["address-in-private-network"]


def peak_bytes(*arguments: str) -> int:
    """The most memory that a check ever has."""
    command = [sys.executable, "-m", "balado", "check", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
    assert process.returncode in (0, 1)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def test_a_feed_without_end_takes_no_more_than_its_bounds(server: Server) -> None:
    base = peak_bytes(f"{server.url}/feed.xml", "--allow-private")
    server.files["/feed.xml"].body = b"<rss version='2.0'><channel>" + b"<item/>" * 5_000_000
    assert peak_bytes(f"{server.url}/feed.xml", "--allow-private") < base + 200_000_000
    _, events = check(f"{server.url}/feed.xml", "--live", "--allow-private")
    assert "feed-too-large" in {fault["rule"] for fault in faults(events)}
    server.files["/feed.xml"].body = gzip.compress(bytes(400_000_000), 1)
    server.files["/feed.xml"].headers = {"Content-Encoding": "gzip"}
    assert peak_bytes(f"{server.url}/feed.xml", "--allow-private") < base + 200_000_000


def test_a_packed_feed_is_unpacked(server: Server) -> None:
    server.files["/feed.xml"].body = gzip.compress(server.feed())
    server.files["/feed.xml"].headers = {"Content-Encoding": "gzip"}
    _, events = check(f"{server.url}/feed.xml", "--live", "--allow-private")
    assert [fault for fault in faults(events) if stage_of(fault) == "live" and fault["severity"] != "info"] == []


def test_no_feed_at_an_address_is_a_failure_of_the_network(server: Server) -> None:
    server.files["/feed.xml"].way = status(503)
    run = ended("check", f"{server.url}/feed.xml", "--allow-private")
    assert run.code == 3
    assert b"503" in run.err


def put_online(server: Server, folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            path = f"/{PurePosixPath(file.relative_to(folder))}"
            media_type = MEDIA_TYPES.get(file.suffix, "application/octet-stream")
            if "chapters" in path and file.suffix == ".json":
                media_type = "application/json+chapters"
            server.files[path] = File(file.read_bytes(), media_type)


def test_a_show_of_ours_has_nothing_to_be_said_as_it_is_served(show: Show, server: Server) -> None:
    show.write_feed(publish=f"{{to: public, url: '{server.url}'}}")
    show.add("a", seconds=2, transcript=None)
    show.add("b", seconds=3)
    show.publish()
    put_online(server, show.root / "public")

    code, events = check("--live", "--allow-private", cwd=show.root)

    assert [fault for fault in faults(events) if fault["rule"] and stage_of(fault) == "live"] == []
    assert ("GET", "/feed.xml") in server.asked

    gone = next(path for path in server.files if path.startswith("/audio/a-"))
    del server.files[gone]
    code, events = check("--live", "--allow-private", cwd=show.root)
    assert code == 1
    found = [fault for fault in faults(events) if fault["rule"] and stage_of(fault) == "live"]
    assert [(fault["rule"], fault["path"]) for fault in found] == [("answered-with-an-error", "episodes/a/talk.mp3")]


def test_what_servers_do_can_be_ignored_and_is_not_told_pointless_where_they_are_not_asked(
    show: Show, server: Server
) -> None:
    ignore = "{head-not-answered: our host does not know it}"
    show.write_feed(publish=f"{{to: public, url: '{server.url}'}}", ignore=ignore)
    show.add("a", seconds=2)
    show.publish()
    put_online(server, show.root / "public")

    _, events = check("--allow-private", cwd=show.root)
    assert [fault for fault in faults(events) if "head-not-answered" in fault["message"]] == []
    _, events = check("--live", "--allow-private", cwd=show.root)
    assert [fault for fault in faults(events) if "head-not-answered" in fault["message"]] != []
    for path, file in server.files.items():
        if path.startswith("/audio/a-"):
            file.way = head_is(405)
    _, events = check("--live", "--allow-private", cwd=show.root)
    assert [fault for fault in faults(events) if "head-not-answered" in (fault["message"], fault["rule"])] == []
    assert events[-1]["ignored"] == 1


def test_of_a_show_that_is_not_published_no_server_is_asked(show: Show) -> None:
    show.add("a", seconds=2)
    _, events = check("--live", cwd=show.root)
    assert ["nothing is published yet" in event["message"] for event in events if event["event"] == "skipped"] == [True]


def test_the_sample_show_as_it_is_served(tmp_path: Path, server: Server) -> None:
    """All of it but the films, whose addresses are made up."""
    root = tmp_path / "show"
    shutil.copytree(ROOT / "episodes", root / "episodes")
    shutil.copy(ROOT / "feed.yaml", root)
    for file in root.glob("episodes/*/episode.md"):
        text = re.sub(r"^video:.*\n(?:  .*\n)+", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
    place = ("--to", str(tmp_path / "public"), "--url", server.url)
    published = ended("publish", "--show", str(root), *place)
    assert published.code == 0, published.said
    server.files.clear()
    put_online(server, tmp_path / "public")

    code, events = check("--show", str(root), "--live", "--allow-private", *place)

    assert [fault for fault in faults(events) if fault["severity"] != "info"] == []
    assert code == 0
    assert len({path for _, path in server.asked}) > 20


def test_a_terminal_shows_how_many_addresses_are_asked(server: Server) -> None:
    pty = pytest.importorskip("pty", reason="this system has no terminals to simulate")
    names = [f"episode-{number}" for number in range(8)]
    serve(server, names)
    for name in names:
        server.files[f"/{name}.mp3"].way = after(0.2, Handler.behave)
    ours, theirs = pty.openpty()
    arguments = ["check", f"{server.url}/feed.xml", "--live", "--allow-private"]
    started = shared_runs().start(Run(ROOT, arguments, {"TERM": "xterm", "COLUMNS": "100"}, terminals={2: theirs}))
    os.close(theirs)
    seen = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    started.wait()
    assert b"/9" in seen, "eight recordings and a picture"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how the end of a terminal is told
        return b""
