"""Which recordings are older than what they were made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from balado.errors import MediaError
from balado.media.digest import sha256_of
from balado.source.folder import EpisodeFolder
from balado.workshop.sound.recipe import GivenFile, read_recipe, recipe_path


def changed_masters(root: Path, folders: Iterable[EpisodeFolder]) -> tuple[str, ...]:
    """The slugs of the episodes with a recording made of another file than the one that lies beside it now.

    A master that lies elsewhere is not asked for. Only one that was written after the recipe is read, and one that is
    still the same sets the date of the recipe, so that it is read once.
    """
    return tuple(folder.slug for folder in folders if folder.masters and _is_changed(root, folder))


def _is_changed(root: Path, folder: EpisodeFolder) -> bool:
    return any(_is_older(root / path) for path in folder.audio)


def _is_older(made: Path) -> bool:
    recipe = read_recipe(made)
    if recipe is None:
        return False
    try:
        written = recipe_path(made).stat().st_mtime_ns
        newer = [one for one in recipe.given if _written(made.with_name(one.file)) > written]
        if any(not _is_same(one, made.with_name(one.file)) for one in newer):
            return True
        if newer:
            recipe_path(made).touch()
    except (OSError, MediaError):  # it is only a hint: what cannot be read is told by who needs it
        return False
    return False


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _is_same(given: GivenFile, path: Path) -> bool:
    return sha256_of(path, path.name) == given.sha256
