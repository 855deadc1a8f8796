from __future__ import annotations

import threading
from pathlib import Path

import pytest
from watchfiles import Change

from balado.studio.watch import FolderWatch


def watch_of(root: Path, changed: threading.Event, ready: threading.Event) -> FolderWatch:
    return FolderWatch(root, (root / "public").resolve, changed.set, ready.set)


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("feed.yaml", True),
        ("episodes/a/episode.md", True),
        ("episodes/a/talk.mp3", True),
        ("theme/style.css", True),
        ("public/feed.xml", True),  # another run has published
        ("public/audio/talk.mp3", False),
        (".git/index", False),
        (".public.balado/generations/1.json", False),
        ("episodes/a/.episode.md.x.part", False),
        ("episodes/a/episode.md~", False),
        ("episodes/a/.episode.md.swp", False),
        ("node_modules/x/index.js", False),
    ],
)
def test_what_may_change_what_is_shown(tmp_path: Path, path: str, counts: bool) -> None:
    watch = watch_of(tmp_path, threading.Event(), threading.Event())
    assert watch.counts(Change.modified, str(tmp_path.resolve() / path)) is counts


def test_what_lies_elsewhere_is_nothing_of_ours(tmp_path: Path) -> None:
    watch = watch_of(tmp_path / "show", threading.Event(), threading.Event())
    assert not watch.counts(Change.modified, str(tmp_path / "feed.yaml"))


@pytest.mark.parametrize("is_full", [False, True])
def test_a_change_is_told_once_it_is_ready(tmp_path: Path, is_full: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the system has no more watches to give."""
    if is_full:
        from balado.studio import watch as module

        real = module.watch

        def refuse(*paths: Path, **options: object) -> object:
            if not options["force_polling"]:
                raise OSError("OS file watch limit reached")
            return real(*paths, **options)

        monkeypatch.setattr(module, "watch", refuse)
    changed, ready = threading.Event(), threading.Event()
    watch = watch_of(tmp_path, changed, ready)
    watch.start()
    assert ready.wait(20)
    assert not changed.is_set()
    (tmp_path / "feed.yaml").write_text("title: x\n", encoding="utf-8")
    assert changed.wait(20)
    watch.close()
