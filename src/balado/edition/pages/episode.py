"""An episode, and a conference to come, as their pages tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from balado.edition.contents import Announcement, Placed
from balado.edition.pages.values import Forms, license_link, meeting_of, person_of, picture_elsewhere, picture_of
from balado.edition.render import AssembledFeed
from balado.feed.document import Item
from balado.feed.notes.end import machine_made
from balado.feed.notes.lines import as_lines
from balado.media.hls.playlist import PLAYLIST_SUFFIX
from balado.record.generation import SideKind
from balado.show.formats import STREAMS
from balado.show.model import Episode, Person, Show
from balado.show.podcasting import AlternateEnclosure, ContentLink
from balado.site.model import (
    SiteChapter,
    SiteConference,
    SiteEpisode,
    SiteFilm,
    SiteLink,
    SitePerson,
    SiteTranscript,
    UnreadTranscript,
)
from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import Transcript


@dataclass(frozen=True, slots=True)
class EpisodePages:
    """What every episode's page needs besides: the names of pages by guid and of people, how transcripts are read.

    `waiting` are the guids of episodes whose recording waits for its date.
    """

    show: Show
    url: str
    zone: ZoneInfo
    names: Mapping[str, str]
    people: Mapping[str, str]
    forms: Forms
    read: Callable[[str], Transcript]
    waiting: frozenset[str] = frozenset()

    def href(self, address: str) -> str:
        """The key of a file of the show, or the address of what is elsewhere."""
        base = f"{self.url}/"
        return unquote(address.removeprefix(base)) if address.startswith(base) else address


def live_episode(place: Placed, item: Item, notes_html: str, pages: EpisodePages) -> SiteEpisode:
    """A live episode. `notes_html` are its notes without what the feed adds below them."""
    episode, show = place.episode, pages.show
    films, renditions = _renditions(episode, item.alternates, pages)
    picture = None
    if place.artwork is not None and place.artwork_key is not None:
        picture = picture_of(place.artwork, place.artwork_key, episode.alt, pages.forms)
    elif episode.artwork_url is not None:
        picture = picture_elsewhere(episode.artwork_url, episode.alt)
    return SiteEpisode(
        guid=episode.guid,
        page=pages.names[episode.guid],
        title=item.title,
        published=place.date.astimezone(pages.zone),
        audio=SiteLink(
            item.title,
            place.audio_key or item.enclosure.url,
            item.enclosure.media_type,
            item.enclosure.byte_size or None,
        ),
        duration_s=None if place.audio.duration is None else place.audio.duration.total_seconds(),
        notes_html=notes_html,
        summary=_summary(episode, notes_html),
        language=episode.language or show.language,
        explicit=item.explicit,
        author=episode.author or show.author,
        picture=picture,
        season=episode.season,
        number=episode.episode,
        episode_type=episode.type,
        meeting=None if episode.held is None else meeting_of(episode.held, pages.zone),
        film=films,
        renditions=renditions,
        transcripts=tuple(_transcripts(place, pages)),
        words_elsewhere=tuple(_words_elsewhere(item, pages)),
        chapters=tuple(_chapters(item)),
        chapters_key=None if item.chapters_url is None else pages.href(item.chapters_url),
        people=_people(episode, pages),
        documents=tuple(_documents(place)),
        replay=None if episode.replay is None else _content(episode.replay),
        links=tuple(map(_content, episode.links)),
        license=license_link(episode.license or show.license),
        own_page=episode.link,
        made_by_machine=machine_made(show, episode),
    )


def announced_conference(announced: Announcement, assembled: AssembledFeed, pages: EpisodePages) -> SiteConference:
    """A conference that is announced or on air, with no more than the feed tells of it."""
    episode, stream = announced.episode, announced.stream
    if episode.held is None or episode.title is None:
        raise ValueError(f"{episode.slug} is not announced")
    notes = assembled.notes[episode.guid].html
    return SiteConference(
        guid=episode.guid,
        title=episode.title,
        meeting=meeting_of(episode.held, pages.zone),
        status=announced.status,
        stream=SiteLink(stream.title or episode.title, stream.url, stream.media_type),
        page=SiteLink(stream.title or episode.title, stream.page),
        language=episode.language or pages.show.language,
        notes_html=notes,
        summary=_summary(episode, notes),
        people=_people(episode, pages),
        documents=() if episode.guid in pages.waiting else tuple(_documents(announced)),
    )


def _summary(episode: Episode, notes_html: str) -> str:
    """What the author says of it in a sentence or two, else the first line of the notes."""
    return episode.summary or next((line for line in as_lines(notes_html) if line), "")


def _people(episode: Episode, pages: EpisodePages) -> tuple[SitePerson, ...]:
    """Those whom the feed names, with their functions: of an episode that names somebody also the team of the show."""
    named = {person.name for person in episode.people}
    team = [person for person in pages.show.team if person.name not in named] if named else []
    everybody: list[Person] = [*episode.people, *team]
    return tuple(person_of(person, pages.people) for person in everybody)


def _renditions(
    episode: Episode, alternates: tuple[AlternateEnclosure, ...], pages: EpisodePages
) -> tuple[SiteFilm | None, tuple[SiteLink, ...]]:
    """The film, and the other renditions; the feed names the film first."""
    links = [
        SiteLink(one.title or "", pages.href(one.sources[0].uri), one.type, one.length, one.language)
        for one in alternates
    ]
    if episode.video is None or not links:
        return None, tuple(links)
    is_packaged = episode.video.hls and len(links) > 1 and alternates[1].type == STREAMS[PLAYLIST_SUFFIX]
    stream = links[1] if is_packaged else None
    return SiteFilm(links[0], alternates[0].height, stream), tuple(links[2 if is_packaged else 1 :])


def _transcripts(place: Placed, pages: EpisodePages) -> Iterator[SiteTranscript]:
    """What is said, read from the author's file: that is in every checkout, what was made of it may be in none."""
    for side in place.sides:
        if side.record.kind is not SideKind.TRANSCRIPT or not side.pieces:
            continue
        files = (
            SiteLink("", piece.artifact.key, piece.artifact.content_type.partition(";")[0], piece.artifact.byte_size)
            for piece in side.pieces
        )
        language = side.record.language or pages.show.language
        name = side.record.name
        source = UnreadTranscript(PurePosixPath(name).name, side.record.sha256, partial(pages.read, name))
        yield SiteTranscript(language, source, tuple(files))


def _words_elsewhere(item: Item, pages: EpisodePages) -> Iterator[SiteLink]:
    """Transcripts on other servers, as the feed names them."""
    for link in item.transcripts:
        if "://" in (href := pages.href(link.url)):
            yield SiteLink("", href, link.type, language=link.language or pages.show.language)


def said_in(name: str, body: bytes) -> Transcript:
    """What is said in a file of an episode that is published."""
    transcript, _ = read_transcript(body, name)
    if transcript is None:
        raise ValueError(f"{name} was read before")  # its fault would have held the episode back
    return transcript


def _chapters(item: Item) -> Iterator[SiteChapter]:
    for chapter in item.chapters:
        if chapter.listed and chapter.title:
            yield SiteChapter(chapter.start.total_seconds(), chapter.title, chapter.href)


def _documents(one: Placed | Announcement) -> Iterator[SiteLink]:
    """The documents of an episode: files with their size and type, and pages elsewhere."""
    files = {side.record.name: side for side in one.sides if side.record.kind is SideKind.DOCUMENT}
    for document in one.episode.documents:
        side = files.get(document.file or "")
        if document.url is not None:
            yield SiteLink(document.title, document.url)
        elif side is not None:
            artifact = side.pieces[0].artifact
            media_type = artifact.content_type.partition(";")[0]
            yield SiteLink(document.title, artifact.key, media_type, artifact.byte_size)


def _content(link: ContentLink) -> SiteLink:
    return SiteLink(link.title or link.url, link.url)
