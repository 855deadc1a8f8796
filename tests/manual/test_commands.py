"""Every block of shell on every English page is run, line by line, in a copy of the show of this repository.

The French pages have the same blocks (`test_french.py`).

What begins with `balado` is forked from a process that has loaded it; everything else is given to bash. A block that
cannot be run says why, behind `not-run:` in its first line.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from audio_samples import tone_wav
from delivery_logs import Get, write_log
from films import film
from manual_blocks import BY_HAND, Block, blocks, name_of
from manual_pages import ROOT
from office_files import odt
from programs import need_program
from show_builder import Show, cover_jpeg, silent_mp3
from store_servers import Store

SHELL = [block for path in BY_HAND if path.parent.name != "fr" for block in blocks(path) if block.language == "sh"]
RUN = [path for path in BY_HAND if any(block.path == path and not block.note for block in SHELL)]

ANSWERS = (
    "--title=Mes émissions", "--description=Une émission.", "--language=fr", "--link=https://example.org",
    "--author=Moi", "--email=podcast@example.org", "--category=Government", "--timezone=Europe/Paris",
    "--url=https://pod.example/show",
)  # fmt: skip
"""What a person answers to `balado init`, given as options: nobody is there to ask."""

LOST_BEFORE = {"balado recover": ".public.balado"}
"""What has to be lost before a command has something to do."""

DRAFTED_BEFORE = ("balado transcript accept",)
"""What has a draft to work on: the transcript of the first episode, as if nobody had read it."""

EDITOR = """#!/bin/sh
sed -i -e '/^draft: true/d' -e 's/^# *date:.*/date: 2025-11-01 08:00/' "$@"
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show of this repository, published twice."""
    root = tmp_path_factory.mktemp("manual") / "show"
    root.mkdir()
    shutil.copy(ROOT / "feed.yaml", root)
    shutil.copytree(ROOT / "episodes", root / "episodes")
    show = Show(root, {"BALADO_CACHE_DIR": str(root.parent / "cache")})
    assert show.run("publish").returncode == 0
    feed = root / "feed.yaml"
    feed.write_text(feed.read_text("utf-8").replace("copyright: ", "copyright: Le "), encoding="utf-8")
    assert show.run("publish").returncode == 0
    return root


@pytest.fixture
def show(published: Path, tmp_path: Path, nobodys_environment: Path) -> Show:
    """A copy of it, with what a home has: a picture, a recording and an editor."""
    shutil.copytree(published, tmp_path / "show")
    home = nobodys_environment
    for folder, name, content in (
        ("Pictures", "cover.jpg", cover_jpeg()),
        ("Recordings", "first.mp3", silent_mp3(2, "First words")),
        ("Recordings", "talk.wav", tone_wav(2)),
        ("Documents", "brief.odt", odt("<text:p>00:00 Opening</text:p><text:p>00:01 Questions</text:p>")),
    ):
        (home / folder).mkdir(exist_ok=True)
        (home / folder / name).write_bytes(content)
    write_log(tmp_path / "logs" / "cloudfront.gz", [Get("audio/01-quelles-attentes.mp3", status=404)])
    (home / "Films").mkdir()
    film(home / "Films" / "replay.mov")
    editor = home / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    cache = str(published.parent / "cache")
    return Show(tmp_path / "show", {"BALADO_CACHE_DIR": cache, "EDITOR": str(editor), "HOME": str(home)})


def at_a_bucket(show: Show, store: Store) -> Show:
    """The same show, to be published to a bucket."""
    feed = show.root / "feed.yaml"
    head, _, _ = feed.read_text("utf-8").partition("\npublish:\n")
    where = f"publish: {{to: 's3://{store.bucket}/my-show', url: '{store.url}/{store.bucket}/my-show'}}\n"
    feed.write_text(f"{head}\n{where}", encoding="utf-8")
    return Show(show.root, {**show.environment, **store.environment()})


def run_line(line: str, folder: Path, show: Show) -> tuple[Path, subprocess.CompletedProcess[str] | None]:
    """Run one line of shell; where the next one is run, and how it ended."""
    words = [os.path.expanduser(word) for word in shlex.split(line, comments=True)]  # noqa: PTH111 (most are no paths)
    if words[:1] == ["cd"]:
        return folder / words[1], None
    if words[:1] == ["balado"]:
        arguments = words[1 : words.index(">")] if ">" in words else words[1:]
        answers = ANSWERS if arguments[:1] == ["init"] else ()
        return folder, Show(folder, show.environment).run(*arguments, *answers)
    environment = {**os.environ, **show.environment}
    ended = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    return folder, ended


def run_block(block: Block, show: Show, allowed: tuple[int, ...]) -> None:
    folder = show.root
    for line in block.body.splitlines():
        for command, lost in LOST_BEFORE.items():
            if line.startswith(command) and "--yes" not in line:
                shutil.rmtree(show.root / lost)
        if line.startswith(DRAFTED_BEFORE):
            first = show.root / "episodes" / "01-quelles-attentes"
            shutil.copy(first / "transcript.vtt", first / "transcript.draft.vtt")
        folder, ended = run_line(line, folder, show)
        if ended is not None:
            assert ended.returncode in allowed, f"{block.place}: {line}\n{ended.stdout}\n{ended.stderr}"


@pytest.mark.parametrize("path", RUN, ids=name_of)
def test_every_command_of_a_page_does_what_it_is_there_for(
    path: Path, show: Show, request: pytest.FixtureRequest
) -> None:
    """Moto's store, where there is no other, gives everything to everybody, which `bucket` says by exit 1."""
    if path.stem == "recordings":
        need_program("ffmpeg")
    in_bucket = path.stem.startswith("store") and path.stem != "store-folder"
    show = at_a_bucket(show, request.getfixturevalue("bucket")) if in_bucket else show
    for block in SHELL:
        if block.path == path and not block.note:
            run_block(block, show, (0, 1) if in_bucket else (0,))


def test_the_picture_in_the_readme_names_what_comes_out(published: Path) -> None:
    picture = next(blocks(ROOT / "README.md")).body
    named = re.findall(r"[\w-]+-[0-9a-f]{16}\.\w+", picture)
    assert len(named) == 5
    assert set(named) <= {Path(key).name for key in Show(published).published()}


def test_a_block_that_is_not_run_says_why() -> None:
    assert [block.place for block in SHELL if block.note and not block.note.startswith("not-run: ")] == []
    assert len([block for block in SHELL if not block.note]) > len(SHELL) / 2
