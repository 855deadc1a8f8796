"""Which of the recordings in an episode's folder are masters: what another one beside them was made of. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from balado.show.formats import PLAYED_SUFFIXES
from balado.source.folder import RECIPE_SUFFIX, TextFile, composed


def masters_in(audio: Sequence[str], recipes: Sequence[TextFile]) -> frozenset[str]:
    """The paths among `audio` that a recipe beside them names as what a recording that is there too was made of.

    Without a recipe it is one that no app plays, beside one of the same name that apps do play: `talk.wav` of
    `talk.mp3`.
    """
    by_name = {composed(path): path for path in audio}
    found = {
        by_name[one] for recipe in recipes for one in _named(recipe) if one in by_name and _made(recipe) in by_name
    }
    played = {PurePosixPath(path).stem for path in audio if _is_played(path)}
    return frozenset(found | {path for path in audio if not _is_played(path) and PurePosixPath(path).stem in played})


def _made(recipe: TextFile) -> str:
    return composed(recipe.path.removesuffix(RECIPE_SUFFIX))


def _named(recipe: TextFile) -> Iterator[str]:
    """The paths of what a recording was made of; none where the recipe cannot be read."""
    folder = recipe.path.rpartition("/")[0]
    try:
        tree = json.loads(recipe.raw or b"")
    except ValueError:
        return
    given = tree.get("from") if isinstance(tree, dict) else None
    for one in given if isinstance(given, list) else ():
        if isinstance(one, dict) and isinstance(one.get("file"), str):
            yield composed(f"{folder}/{one['file']}")


def _is_played(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in PLAYED_SUFFIXES
