"""The studio of 1,000 episodes with transcripts of 300 cues: the first page, and the most memory until it has looked.

Published before, as a show is on a working day; the second run finds its inspections remembered.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from bench_pages import EPISODES, NOW, make_show
from measuring import run, table

_LOOKED = 'id="state"></p>'


def look(folder: Path, cache: Path) -> list[float]:
    """Seconds and CPU seconds until the first page is there, CPU seconds until all is known, peak memory in MB."""
    command = [sys.executable, "-m", "balado", "studio", "--no-browser", "--port", "0", "--format", "json"]
    environment = {**os.environ, "BALADO_CACHE_DIR": str(cache)}
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())["url"]
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = browser.open(address, timeout=60).read().decode()
        first = [time.perf_counter() - begun, _cpu_seconds(process.pid)]
        while _LOOKED not in page:
            time.sleep(1)
            page = browser.open(address.partition("?")[0], timeout=60).read().decode()
        return [*first, _cpu_seconds(process.pid), _peak_mb(process.pid)]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(pid: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main(episodes: int = EPISODES) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "show"), Path(name, "cache")
        show = make_show(folder, episodes, None)
        published = [sys.executable, "-m", "balado", "publish", "--now", NOW]
        run(published, show.root, {"BALADO_CACHE_DIR": str(cache)})
        rows = [["nothing remembered", *look(folder, Path(name, "fresh"))], ["remembered", *look(folder, cache)]]
    head = ["run", "first page s", "CPU s", "all known CPU s", "peak MB"]
    table(f"the studio of {episodes} episodes (asked: first page 1 s, 200 MB)", head, rows)


if __name__ == "__main__":
    main()
