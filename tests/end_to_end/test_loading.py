"""What a verb loads where nothing changed since it was last asked: counts and names, never seconds.

Each is asked in a process of its own that has loaded nothing before.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from show_builder import Show

MOST_MODULES = 50
NOW = ("--now", "2025-11-23T12:00:00+01:00")
OF_DRAFTS = {"pydantic", "lxml", "feedgen", "mutagen", "PIL", "markdown_it", "nh3", "rich",
             "jinja2", "markupsafe", "babel", "icalendar", "segno"}  # fmt: skip
"""Libraries that read what an author wrote, look into recordings, make a feed and judge it."""

OF_THE_STUDIO = {"starlette", "uvicorn", "watchfiles", "anyio", "python_multipart", "balado.studio"}
OF_NETWORKS = {"botocore", "boto3", "http.client", "email", "ssl", "socket", "urllib.request"}
OF_LONG_RUNS = {"concurrent.futures", "multiprocessing", "tempfile", "subprocess", "xml", "importlib.metadata"}

ROOMS_OF_DRAFTS = ("chapters", "feed", "rules", "restore", "site", "transcripts")
"""Our own rooms that only a draft needs."""

MOST_PATTERN_CHARS = 2_000
"""How long all patterns together may be that our modules have compiled: an alternative of secrets costs 5 ms."""

OF_PATTERNS = """
import re
import sys
compiled, real = [], re.compile
def compile(pattern, flags=0):
    if sys._getframe(1).f_globals["__name__"].startswith("balado"):
        compiled.append(pattern)
    return real(pattern, flags)
re.compile = compile
from balado.cli.main import _run
_run(sys.argv[1:])
print("COMPILED", *map(len, compiled))
"""

SCRIPT = """
import sys
from balado.cli.main import _run
code = _run(sys.argv[1:])
print("LOADED", code, *sys.modules)
"""


def loaded_by(show: Show, *arguments: str) -> tuple[str, set[str]]:
    """What the verb said, and the modules that were loaded when it had ended well."""
    untraced = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=show.root, env={**untraced, **show.environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, _, loaded = run.stdout.rpartition("LOADED ")
    code, *names = loaded.split()
    assert code == "0", run.stderr
    assert set(names) & OF_THE_STUDIO == set()  # no verb but its own loads anything of it
    return said + run.stderr, set(names)


def ours(loaded: set[str]) -> set[str]:
    """Our modules among them, the rooms themselves too, whose files hold a docstring and nothing else."""
    return {name for name in loaded if name.split(".")[0] == "balado"}


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """A published show with pages, of which nothing changed since."""
    show = Show(tmp_path / "show")
    show.write_feed(site=None)
    show.add("a")
    show.publish()
    return show


def test_publish_with_nothing_to_do_loads_no_heavy_library_and_few_of_our_modules(show: Show) -> None:
    said, loaded = loaded_by(show, "publish", *NOW)

    assert "Nothing to do" in said
    assert loaded & (OF_DRAFTS | OF_NETWORKS | OF_LONG_RUNS | {"difflib"}) == set()
    assert not [name for name in ours(loaded) if name.startswith(tuple(f"balado.{room}" for room in ROOMS_OF_DRAFTS))]
    assert len(ours(loaded)) <= MOST_MODULES, sorted(ours(loaded))


def test_publish_with_nothing_to_do_compiles_few_patterns(show: Show) -> None:
    run = subprocess.run(
        [sys.executable, "-c", OF_PATTERNS, "publish", *NOW],
        cwd=show.root, env={**os.environ, **show.environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lengths = [int(length) for length in run.stdout.rpartition("COMPILED ")[2].split()]
    assert "Nothing to do" in run.stdout + run.stderr
    assert 0 < sum(lengths) <= MOST_PATTERN_CHARS, sorted(lengths)


def test_a_fresh_checkout_without_recordings_and_without_a_memory_loads_no_more(show: Show) -> None:
    show.remove_audio()
    show.environment["BALADO_CACHE_DIR"] = str(show.root.parent / "nothing-yet")

    said, loaded = loaded_by(show, "publish", *NOW)

    assert "Nothing to do" in said
    assert loaded & (OF_DRAFTS | OF_NETWORKS | OF_LONG_RUNS - {"tempfile"}) == set()  # what it learns is written
    assert len(ours(loaded)) <= MOST_MODULES, sorted(ours(loaded))


def test_history_loads_no_heavy_library_and_few_of_our_modules(show: Show) -> None:
    said, loaded = loaded_by(show, "history")

    assert "a “About a” goes live" in said
    assert loaded & (OF_DRAFTS | OF_NETWORKS | OF_LONG_RUNS) == set()
    assert len(ours(loaded)) <= MOST_MODULES, sorted(ours(loaded))


def test_a_second_check_of_an_unchanged_show_loads_no_heavy_library(show: Show) -> None:
    first = show.run("check", *NOW)

    said, loaded = loaded_by(show, "check", *NOW)

    assert said.splitlines()[-1] == first.stderr.splitlines()[-1]
    assert loaded & (OF_DRAFTS | OF_NETWORKS | OF_LONG_RUNS - {"tempfile"}) == set()
    assert not [name for name in ours(loaded) if name.startswith(tuple(f"balado.{room}" for room in ROOMS_OF_DRAFTS))]
    assert len(ours(loaded)) <= MOST_MODULES + 4, sorted(ours(loaded))


@pytest.mark.parametrize("verb", ["status", "diff"])
def test_what_reads_the_source_looks_into_no_recording_and_asks_no_network(show: Show, verb: str) -> None:
    path = show.root / "episodes" / "a" / "episode.md"
    path.write_text(path.read_text(encoding="utf-8").replace("About a", "Another title"), encoding="utf-8")

    _, loaded = loaded_by(show, verb, *NOW)

    assert loaded & {"mutagen", "PIL", "rich", "botocore", "boto3", "multiprocessing"} == set()
    assert "balado.media.inspect" not in loaded


@pytest.mark.parametrize("verb", ["status", "diff"])
def test_of_an_unchanged_show_no_line_is_drawn_up(show: Show, verb: str) -> None:
    first = show.run(verb, *NOW)

    said, loaded = loaded_by(show, verb, *NOW)

    assert said == first.stdout + first.stderr
    assert loaded & (OF_DRAFTS | OF_NETWORKS | OF_LONG_RUNS - {"tempfile"}) == set()
    assert not [name for name in ours(loaded) if name.startswith(tuple(f"balado.{room}" for room in ROOMS_OF_DRAFTS))]
    assert len(ours(loaded)) <= MOST_MODULES + 3, sorted(ours(loaded))


def test_publish_to_a_bucket_with_nothing_to_do_loads_the_same_and_the_client_of_the_store(
    tmp_path: Path, moto: Any
) -> None:
    show = Show(tmp_path / "show", moto.environment())
    show.write_feed(publish=f"{{to: 's3://{moto.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
    show.add("a")
    show.publish()

    said, loaded = loaded_by(show, "publish", *NOW)

    assert "Nothing to do" in said
    assert loaded & OF_DRAFTS == set()
    assert not [name for name in ours(loaded) if name.startswith(tuple(f"balado.{room}" for room in ROOMS_OF_DRAFTS))]
    assert len(ours(loaded)) <= MOST_MODULES + 5, sorted(ours(loaded))
