"""Two folders whose names make one slug: the published one keeps it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from balado.source.folder import EpisodeFolder, Scan, composed
from balado.source.identity import slug_of


def published_first(scan: Scan, published: Iterable[str]) -> Scan:
    """The scan, where a `published` folder (by its path) has the slug of its name, whoever else would have it.

    Without a publication the folder whose name is the slug has it, else the first: an original would lose to a copy.
    """
    displaced = [folder for folder in scan.episodes if folder.slug != slug_of(folder.name)]
    if not displaced:
        return scan
    paths = {composed(path) for path in published}
    holders = {folder.slug: folder for folder in scan.episodes}
    changed: dict[str, EpisodeFolder] = {}
    for folder in displaced:
        slug = slug_of(folder.name)
        holder = holders.get(slug)
        if holder is not None and composed(folder.path) in paths and composed(holder.path) not in paths:
            changed[folder.path] = replace(folder, slug=slug)
            # What is known by a slash is no slug, and none is displaced by it.
            changed[holder.path] = replace(holder, slug=f"{holder.name}/")
    return replace(scan, episodes=tuple(changed.get(folder.path, folder) for folder in scan.episodes))
