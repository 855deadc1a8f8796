"""Shows made for tests: a folder with feed.yaml, a cover and episodes whose recordings are silent MP3 frames."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from forked_runs import Run, shared_runs
from told_events import objections

GUID = "9b024349-ccf0-5f69-a609-6b82873eab3c"
NOW = "2025-11-23T12:00:00+01:00"
_OF_INTERPRETER = re.compile("PYTHON|LC_|LANG$")
_FRAMES_PER_SECOND = 44100 / 1152
_SILENT_FRAME = bytes.fromhex("fffb50c4") + bytes(204)
"""MPEG-1 layer III, 64 kbit/s, 44.1 kHz, mono: 208 bytes that decode to silence."""


def silent_mp3(seconds: float, title: str = "") -> bytes:
    """A mono MP3 of that length, without a Xing header; an ID3 title makes otherwise equal files different."""
    return _id3(title) + _SILENT_FRAME * round(seconds * _FRAMES_PER_SECOND)


def _id3(title: str) -> bytes:
    if not title:
        return b""
    text = b"\x01" + title.encode("utf-16")
    frame = b"TIT2" + len(text).to_bytes(4, "big") + b"\0\0" + text
    size = len(frame)
    return b"ID3\x03\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + frame


@cache
def cover_jpeg(colour: str = "navy") -> bytes:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (1400, 1400), colour).save(picture, "JPEG", quality=50)
    return picture.getvalue()


def feed_yaml(**changes: str | None) -> str:
    """A sound feed.yaml of a show without pages; `changes` replace whole values as YAML text, None removes a key."""
    values: dict[str, str | None] = {
        "guid": GUID,
        "title": "Le dernier kilomètre",
        "description": "Conférences sur les politiques publiques.",
        "language": "fr",
        "link": "https://example.org/",
        "author": "Une institution",
        "owner": "{name: Une institution, email: podcast@example.org}",
        "categories": "[Government]",
        "explicit": "false",
        "artwork": "episodes/cover.jpg",
        "timezone": "Europe/Paris",
        "publish": "{to: public, url: 'https://pod.example/show'}",
    }
    written = {**values, **changes, "site": changes.get("site", "false")}  # pages are tested where they are meant
    lines = [f"{key}: {value}" for key, value in written.items() if value is not None]
    return "\n".join(lines) + "\n"


def _refuse_unknown_events(out: str) -> None:
    """Events that a run told must be those of the catalogue, with its fields and forms."""
    for line in out.splitlines():
        if line.startswith('{"event": ') and line.endswith("}"):
            assert objections(json.loads(line)) == []


@dataclass
class Show:
    """A show on disk, and the command run on it."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def write_feed(self, **changes: str | None) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "feed.yaml").write_text(feed_yaml(**changes), encoding="utf-8")
        (self.root / "episodes").mkdir(exist_ok=True)
        (self.root / "episodes" / "cover.jpg").write_bytes(cover_jpeg())

    def add(self, slug: str, date: str = "2025-11-01 08:00", seconds: float | None = 2, **keys: str | None) -> Path:
        """An episode with a silent recording of that many seconds (None: without one); gives its folder."""
        folder = self.root / "episodes" / slug
        folder.mkdir(parents=True)
        values = {"guid": f"guid-of-{slug}", "title": f"About {slug}", "date": date, **keys}
        front = "\n".join(f"{key}: {value}" for key, value in values.items() if value is not None)
        (folder / "episode.md").write_text(f"---\n{front}\n---\nNotes of *{slug}*.\n", encoding="utf-8")
        if seconds is not None:
            (folder / "talk.mp3").write_bytes(silent_mp3(seconds, slug))
        return folder

    def remove_audio(self) -> None:
        for path in self.root.glob("episodes/*/*.mp3"):
            path.unlink()

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`balado` as a process in the show's folder, forked from one that has loaded everything.

        What only a new interpreter can do differently (its encodings, its locale) is asked of a new one.
        """
        given = {**self.environment, **environment}
        if any(map(_OF_INTERPRETER.match, given)) or not hasattr(os, "fork"):
            return self.run_cold(*arguments, **environment)
        [ended] = shared_runs().run(Run(self.root, arguments, given))
        said = [stream.decode("utf-8").replace("\r\n", "\n") for stream in (ended.out, ended.err)]
        _refuse_unknown_events(said[0])
        return subprocess.CompletedProcess(["balado", *arguments], ended.code, *said)

    def run_cold(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`balado` as a new interpreter runs it."""
        return self.python("-m", "balado", *arguments, **environment)

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Python as a process in the show's folder."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**os.environ, **self.environment, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    def publish(self, *arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """`balado publish` at NOW, which must end with this code."""
        run = self.run("publish", "--now", NOW, *arguments, **environment)
        assert run.returncode == code, f"exit {run.returncode}\n{run.stdout}\n{run.stderr}"
        return run

    def events(self, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
        """The JSON events of a publication."""
        run = self.publish("--format", "json", *arguments, code=code)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def checked(self, code: int = 0, *arguments: str) -> list[dict[str, Any]]:
        """The JSON events of `balado check` at NOW, which must end with this code."""
        run = self.run("check", "--now", NOW, "--format", "json", *arguments)
        assert run.returncode == code, f"exit {run.returncode}\n{run.stdout}\n{run.stderr}"
        return [json.loads(line) for line in run.stdout.splitlines()]

    def published(self, folder: str = "public") -> dict[str, bytes]:
        """Every public file by its key, but the empty pages that keep a web server from listing a folder."""
        top = self.root / folder
        found = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        return {key: body for key, body in found.items() if body or not key.endswith("/index.html")}

    def footprint(self) -> dict[str, tuple[int, int]]:
        """Every file of the publication, state included, with what a write would change."""
        found = {}
        for top in (self.root / "public", self.root / ".public.balado"):
            for path in top.rglob("*"):
                stat = path.stat()
                found[str(path.relative_to(self.root))] = (stat.st_mtime_ns, stat.st_ino)
        return found
