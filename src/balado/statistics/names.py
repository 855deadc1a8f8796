"""Episodes as people know them: by the name of their folder, and the title they have here today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date

from balado.edition.open import OpenedStore
from balado.record.generation import EpisodeState
from balado.record.history import find_newest
from balado.source.front import title_of


@dataclass(frozen=True, slots=True)
class KnownEpisodes:
    """What is known of episodes by their guids: the name of the folder, the title, the day (UTC) they went live.

    `gone` are the guids of those that were live and are not any more, the last one to go at the end.
    """

    slugs: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    began: dict[str, date] = field(default_factory=dict)
    gone: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The title of each, or the name of its folder where it has none here."""
        return {guid: self.titles.get(guid) or slug for guid, slug in self.slugs.items()}

    def guid_of(self, slug: str) -> str | None:
        """The episode that bears this name, one that is live before one that is gone; None: none was ever live."""
        return next((guid for guid in (*self.began, *reversed(self.gone)) if self.slugs[guid] == slug), None)


def known_episodes(store: OpenedStore) -> KnownEpisodes:
    """The episodes of the newest publication, and those that are gone. Three requests."""
    newest = find_newest(store.target).generation
    if newest is None:
        return KnownEpisodes()
    slugs = {gone.guid: gone.slug for gone in newest.gone} | {one.guid: one.slug for one in newest.episodes}
    files = {folder.slug: folder.text for folder in store.scan.episodes if folder.text is not None}
    titles = {guid: title_of(files[slug], guid) for guid, slug in slugs.items() if slug in files}
    live = (one for one in newest.episodes if one.state is EpisodeState.LIVE)
    began = {one.guid: one.date.astimezone(UTC).date() for one in live}
    gone = sorted(newest.gone, key=lambda one: one.number)
    return KnownEpisodes(slugs, titles, began, tuple(one.guid for one in gone))
