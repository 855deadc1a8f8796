"""The show that a command given inside one of its folders means."""

from __future__ import annotations

from pathlib import Path

_SHOW_FILE = "feed.yaml"
_SIGNS = (_SHOW_FILE, "feed.yml", "feed.yaml.txt", "episodes")
"""What a show's own folder holds, in whatever letters: a fault of its file is said then, and no other is sought."""


def find_show(here: Path) -> Path | None:
    """The nearest folder above `here` that holds a feed.yaml; None where there is none, or `here` is a show's itself.

    Nothing above the user's home, the root of a git repository, or a folder of somebody else is looked at: a feed.yaml
    there would not be the user's, and it says where credentials are sent.
    """
    try:
        return _nearest(here.resolve(), _home())
    except OSError:  # a folder that is gone, or that may not be looked at
        return None


def _nearest(here: Path, home: Path | None) -> Path | None:
    if any(path.name.lower() in _SIGNS for path in here.iterdir()):
        return None
    folder = here
    while folder not in (home, folder.parent) and not (folder / ".git").exists():
        folder = folder.parent
        if folder.stat().st_uid != here.stat().st_uid:
            return None
        if (folder / _SHOW_FILE).is_file():
            return folder
    return None


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:  # a user without a home, as in containers
        return None
