"""The studio as a process that is ended or killed while it publishes: nothing half-written, and the next goes on."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from forked_runs import Run, shared_runs
from show_builder import Show, silent_mp3

from balado.cli.session import catalogue
from balado.message import say
from balado.studio.publication import PublicationProgress
from balado.studio.publishing import how_far, told_to_pages
from balado.studio.templates import Templates


class Browser:
    """One that was let in, as far as a form goes."""

    def __init__(self, url: str) -> None:
        self._host = url.split("/")[2]
        _, cookie, _ = self._ask("GET", f"/?{url.partition('?')[2]}", {})
        self._cookie = {"Cookie": cookie.partition(";")[0]}

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str = "") -> tuple[int, str, str]:
        with closing(http.client.HTTPConnection(self._host, timeout=60)) as connection:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("set-cookie") or "", answer.read().decode()

    def publish(self) -> int:
        """Press the button once it is there."""
        while not (found := re.search(r'name="shown" value="(\w+)"', page := self._page())):
            time.sleep(0.05)
        [csrf] = set(re.findall(r'name="csrf" value="([^"]+)"', page))
        headers = {**self._cookie, "Origin": f"http://{self._host}", "Sec-Fetch-Site": "same-origin",
                   "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        return self._ask("POST", "/publish", headers, urlencode({"csrf": csrf, "shown": found[1]}))[0]

    def _page(self) -> str:
        return self._ask("GET", "/publish", self._cookie)[2]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_whatever_ends_it_in_the_middle_the_next_publication_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    show = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    show.write_feed()
    show.add("a")
    show.publish()
    before = show.published()["feed.xml"]
    for slug in ("b", "c", "d"):
        (show.add(slug) / "talk.mp3").write_bytes(silent_mp3(1800, slug))
    arguments = ("studio", "--no-browser", "--port", "0", "--format", "json")
    process = shared_runs().start(Run(show.root, arguments, show.environment))
    try:
        assert Browser(json.loads(process.first_line())["url"]).publish() == 303
        os.kill(process.pid, number)
        ended = process.wait()
    finally:
        if process.ended is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    assert ended.code == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    found = show.published()
    assert found["feed.xml"] == before or b"About d" in found["feed.xml"]
    for key in re.findall(rb'url="https://[^"]+/(audio/[^"]+)"', found["feed.xml"]):
        assert key.decode() in found
    show.publish()
    after = show.published()
    sizes = {len(silent_mp3(1800, slug)) for slug in ("b", "c", "d")}
    sent = [len(body) for key, body in after.items() if key.startswith("audio/")]
    assert all(f"About {slug}".encode() in after["feed.xml"] for slug in "abcd")
    assert len(sent) == 4
    assert min(sizes) <= sorted(sent)[1]
    assert not [key for key in after if key.endswith((".part", ".tmp"))]


@pytest.mark.parametrize(
    ("speed", "told"),
    [(0.0, "1.0 MB of 4.0 MB sent"), (50_000.0, "1.0 MB of 4.0 MB sent, 50 kB a second, 1:00 left")],
)
def test_how_far_it_is_stands_in_words(speed: float, told: str) -> None:
    far = PublicationProgress("it", 1, told=(say("x"),), sent_bytes=1_000_000, total_bytes=4_000_000, speed=speed)
    assert str(how_far(far)) == told
    event = json.loads(told_to_pages(far, Templates(catalogue(["en"]), "en")))
    assert event == {"step": 1, "sent": 1_000_000, "total": 4_000_000, "told": told}


def test_a_bar_never_goes_beyond_its_end() -> None:
    far = PublicationProgress("it", 1, sent_bytes=5, total_bytes=4, speed=1.0)
    assert json.loads(told_to_pages(far, Templates(catalogue(["fr"]), "fr")))["sent"] == 4
    assert far.seconds_left == 0
