"""What can be made of a text without what is faulty in it, so that all the rest is judged in the same run.

Nothing of it is ever published: what is faulty has its fault, which refuses that or holds it back. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from balado.show.model import Episode, Show
from balado.source.folder import EpisodeFolder

_Model = TypeVar("_Model", bound=BaseModel)

_SHOW: Mapping[str, Any] = {
    "guid": "00000000-0000-5000-8000-000000000000",
    "title": "Podcast",
    "description": "Podcast",
    "language": "en",
    "link": "https://podcast.example.org/",
    "author": "Author",
    "categories": ["Government"],
    "explicit": "false",
    "artwork": "episodes/cover.jpg",
    "timezone": "UTC",
    "publish": {"to": "public", "url": "https://podcast.example.org"},
}
"""What stands in for a key that a show must have."""

_NO_GUID = "?"


def unknown_guid(slug: str) -> str:
    """What stands in for the guid of an episode that has none, here or in any publication."""
    return f"{_NO_GUID}{slug}"


def is_unknown(guid: str, slug: str) -> bool:
    """Whether this stands in for a guid."""
    return guid == unknown_guid(slug)


def presumed_show(tree: Mapping[str, Any], guid: str | None, context: Any) -> Show:
    """The show without its faulty keys; where one that it must have is missing, something stands in for it."""
    known = {} if guid is None else {"guid": guid}
    return _presumed(Show, {**tree, **known}, _SHOW, context)


def presumed_episode(tree: Mapping[str, Any], folder: EpisodeFolder, context: Any) -> Episode:
    """The episode of a folder without its faulty keys; title and date may be missing, as in every text."""
    standing_in = {"slug": folder.slug, "folder": folder.path, "guid": unknown_guid(folder.slug)}
    return _presumed(Episode, tree, standing_in, context)


def unread_episode(folder: EpisodeFolder, guid: str | None) -> Episode:
    """The episode of a folder whose text cannot be read, as far as its other files tell."""
    standing_in = {
        "slug": folder.slug,
        "folder": folder.path,
        "guid": unknown_guid(folder.slug),
        "audio": folder.audio[0] if len(folder.audio) == 1 else None,
        "artwork": folder.artwork[0] if len(folder.artwork) == 1 else None,
    }
    return _presumed(Episode, {"guid": guid} if guid else {}, standing_in, None)


def _presumed(model: type[_Model], tree: Mapping[str, Any], standing_in: Mapping[str, Any], context: Any) -> _Model:
    """Raises ValidationError only where `standing_in` alone is no model."""
    given = {**standing_in, **tree}
    try:
        return model.model_validate(given, context=context)
    except ValidationError as error:
        faulty = {details["loc"][0] for details in error.errors(include_url=False) if details["loc"]}
    sound = {name: value for name, value in tree.items() if name not in faulty}
    if len(sound) == len(tree):  # it objects to the whole, or to what stands in for a key
        sound = {}
    return _presumed(model, sound, standing_in, context) if tree else model.model_validate(standing_in, context=context)
