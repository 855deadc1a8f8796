"""The show as it will be once everything that is written is live: its feeds and pages, under a local address.

From the same functions as a publication; drafts and what waits for its date are in it, and nothing is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from balado.artifact import FEED_KEY, Artifact
from balado.edition.arrange import Arrangement, arrange, inputs_of
from balado.edition.contents import Announcement, Candidate, Contents, Placed, Recording
from balado.edition.gather import Gathered, gather
from balado.edition.inputs import Inputs
from balado.edition.memory import Memory
from balado.edition.open import Opened
from balado.edition.pages.kept import KeptPages
from balado.edition.pages.rendered import PageNames
from balado.edition.pages.show import SiteSources, site_show
from balado.edition.render import AssembledFeed, assemble_all, render_live
from balado.edition.spool import Spool
from balado.edition.uploads import uploads_of
from balado.feed.document import Item
from balado.record.generation import EpisodeState, Generation
from balado.record.keys import episode_page_key
from balado.show.model import Episode, Show
from balado.site.build import SiteOnDemand


@dataclass(frozen=True, slots=True)
class PreviewedEpisode:
    """An episode as listeners will get it. `written` is what its author wrote, completed.

    `item` is None where there is neither a recording nor a stream to announce; `page` and `picture` are keys, None
    where it has none of its own. `is_recorded` says that its recording can be played here.
    """

    written: Episode
    item: Item | None = None
    page: str | None = None
    picture: str | None = None
    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The show as it will be. `documents` are its feeds by key, `site` its pages, None where it has none.

    `artifacts` are recordings, pictures and what lies beside them, by key, as far as they are here. `episodes` are by
    slug. `is_sound` False: something stands in for what is faulty in feed.yaml. What was made waits in `spool`.
    """

    show: Show
    picture: str
    documents: Mapping[str, bytes]
    site: SiteOnDemand | None
    artifacts: Mapping[str, Artifact]
    episodes: Mapping[str, PreviewedEpisode]
    is_sound: bool
    spool: Spool = field(repr=False, default_factory=Spool)


def preview(opened: Opened, newest: Generation | None, url: str) -> Preview:
    """The show under `url`, an address of this machine without a slash at its end. Nothing is written but inspections.

    Raises SourceError for a theme that makes no pages.
    """
    # As if nothing of it were stored: what a publication need not make again is shown here all the same.
    stored = frozenset(one.key for one in newest.objects) if newest is not None else frozenset[str]()
    inputs = _with_drafts(replace(inputs_of(opened, Memory(newest), stored), url=url))
    gathered = gather(inputs)
    gathered = replace(gathered, candidates=tuple(map(_untagged, gathered.candidates)))
    arrangement = _all_live(arrange(gathered, inputs), gathered)
    assembled = assemble_all(arrangement, inputs.now)
    rendered, further = render_live(assembled.feed, arrangement, None, inputs.now)
    documents = {page.key: page.document for page in further}
    if rendered is not None:
        documents[FEED_KEY] = rendered.document
    contents = Contents(arrangement.placed_show, arrangement.placed, rendered, (), further, arrangement.announced)
    uploads = uploads_of(contents, inputs.now)
    return Preview(
        show=arrangement.show,
        picture=arrangement.placed_show.artwork_key or "",
        documents=documents,
        site=_site(arrangement, assembled, inputs, opened),
        artifacts={one.artifact.key: one.artifact for one in uploads if not one.must_be_there},
        episodes={one.written.slug: one for one in _episodes(arrangement, assembled, inputs)},
        is_sound=gathered.is_sound,
        spool=inputs.spool,
    )


def _with_drafts(inputs: Inputs) -> Inputs:
    """The source with every draft as if its author had let it go; recordings keep the tags that they came with.

    What is embedded is decided by a publication, and takes a read of the whole file.
    """
    reading = inputs.reading
    episodes = tuple(
        one.model_copy(update={"draft": False}) if one.draft and not one.withdrawn else one for one in reading.episodes
    )
    plain = reading.presumed.model_copy(update={"embed": False})
    return replace(inputs, reading=replace(reading, episodes=episodes, presumed=plain))


def _untagged(candidate: Candidate) -> Candidate:
    """With the author's own file where that is here."""
    audio = candidate.audio
    if not isinstance(audio, Recording) or audio.local is None:
        return candidate
    return replace(candidate, audio=replace(audio, embedded=None, body=None))


def _all_live(arrangement: Arrangement, gathered: Gathered) -> Arrangement:
    """Everything that has a recording, as live; nothing of it is announced any more."""
    placed = tuple(replace(one, state=EpisodeState.LIVE) for one in arrangement.placed)
    recorded = {one.episode.guid for one in gathered.recorded}
    announced = tuple(one for one in arrangement.announced if one.episode.guid not in recorded)
    return replace(arrangement, placed=placed, announced=announced)


def _site(arrangement: Arrangement, assembled: AssembledFeed, inputs: Inputs, opened: Opened) -> SiteOnDemand | None:
    settings = arrangement.show.site
    if settings is None or not (arrangement.placed or arrangement.announced):
        return None
    names = PageNames(arrangement.names)
    sources = SiteSources(arrangement, assembled, names, inputs, opened.scan, KeptPages(None, None))
    return SiteOnDemand(site_show(sources, settings))


def _episodes(arrangement: Arrangement, assembled: AssembledFeed, inputs: Inputs) -> Iterator[PreviewedEpisode]:
    feed = assembled.feed
    items = {item.guid: item for item in (*(live.item for live in feed.live), *feed.items)}
    everybody: list[Placed | Announcement] = [*arrangement.announced, *arrangement.placed]
    shown = {one.episode.slug: one for one in everybody}
    for written in (*inputs.reading.episodes, *inputs.reading.presumed_episodes):
        one = shown.get(written.slug)
        if one is None:
            yield PreviewedEpisode(written)
            continue
        guid, name = one.episode.guid, arrangement.names.get(one.episode.guid)
        is_placed = isinstance(one, Placed)
        yield PreviewedEpisode(
            written=one.episode,
            item=items.get(guid),
            page=episode_page_key(name) if name is not None and is_placed else None,
            picture=one.artwork_key,
            is_recorded=isinstance(one, Placed) and isinstance(one.audio, Recording) and one.audio.local is not None,
        )
