"""The page of an episode: the recording, its words, and everything that belongs to the conference. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from balado.site.addresses import episode_key, oembed_key, season_key
from balado.site.arrangement import Neighbours
from balado.site.citation import citation
from balado.site.hyperlinks import followed, href_of, path_to
from balado.site.metadata.head import meta_of_episode
from balado.site.metadata.oembed import embed_code
from balado.site.metadata.structured import episode_data
from balado.site.model import SiteChapter, SiteConference, SiteEpisode, SiteLink
from balado.site.pictures import picture_markup
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer, policy_of, season_name
from balado.site.roles import people_by_role
from balado.site.spoken import play_time
from balado.site.subscribe import subscription
from balado.site.transcript_text import transcript_markup
from balado.site.typography import html_with_spaces
from balado.site.words import primary

_STREAM = "application/x-mpegURL"
_PICTURE_SIZES = "(min-width: 48rem) 12rem, 40vw"
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_COMPARED_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Captions:
    """A file of captions for a player; `kind` says whether its language is the recording's."""

    kind: str
    source: str
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away, and what it is."""

    label: str
    link: SiteLink


@dataclass(frozen=True, slots=True)
class TranscriptText:
    """A transcript as it is read on the page."""

    title: str
    language: str
    text: Markup
    timed: bool


def episode_recipe(episode: SiteEpisode, beside: Neighbours, to_come: tuple[SiteConference, ...]) -> Recipe:
    """The page of this episode. `to_come` are the conferences that it announces, which the newest one alone does."""
    told = {other.guid for other in (beside.previous, beside.following, *beside.cycle, episode, *to_come) if other}
    return Recipe(episode_key(episode.page), frozenset(told), episode_page, (episode, beside, to_come))


def episode_page(
    site: Renderer, episode: SiteEpisode, beside: Neighbours, to_come: tuple[SiteConference, ...]
) -> bytes:
    """The recording, its words, and everything that belongs to the conference."""
    episode = _with_transcripts_read(episode)
    key = episode_key(episode.page)
    head = PageHead(
        f"{episode.title} – {site.show.title}",
        episode.summary,
        episode.language,
        meta=meta_of_episode(site.show, episode),
        json_ld=episode_data(site.show, episode),
        oembed=oembed_key(episode.page),
    )
    placed = {"beside": beside, "to_come": to_come}
    return site.page("episode.html", key, head, {**_context(site, episode), **placed})


def _with_transcripts_read(episode: SiteEpisode) -> SiteEpisode:
    """The episode with its transcripts at hand, which are needed more than once."""
    return replace(episode, transcripts=tuple(replace(one, source=one.transcript) for one in episode.transcripts))


def _context(site: Renderer, episode: SiteEpisode) -> dict[str, Any]:
    show, key = site.show, episode_key(episode.page)
    recording = href_of(episode.audio, key)
    picture = episode.picture or show.picture
    return {
        "policy": policy_of(picture, episode.audio),
        "episode": episode,
        "cover": picture_markup(picture, key, _PICTURE_SIZES),
        "recording": recording,
        "season": None if episode.season is None else _season(site, episode.season),
        "chapters": [_chapter(chapter) for chapter in episode.chapters],
        "more": [link for link in _more(site, episode) if href_of(link, key)],
        "captions": list(captions(site, episode, key)),
        "notes": html_with_spaces(episode.notes_html, episode.language),  # restricted HTML of our own renderer
        "lead": lead(episode),
        "people": people_by_role(episode.people, site.words),
        "transcripts": list(_transcripts(site, episode, recording)),
        "downloads": list(_downloads(site, episode)),
        "citation": citation(show, episode, site.spoken),
        "embed": embed_code(show, episode),
        "subscription": subscription(show),
    }


def lead(episode: SiteEpisode) -> str:
    """The summary, empty where it is the beginning of the notes, which stand below it."""
    notes = _SPACE.sub(" ", _TAG.sub("", Markup(episode.notes_html).unescape()))  # noqa: S704 -- taken apart, not shown
    begin = _SPACE.sub(" ", episode.summary)[:_COMPARED_CHARACTERS]
    return "" if begin in notes else episode.summary


def captions(site: Renderer, episode: SiteEpisode, page: str) -> Iterator[Captions]:
    """The timed transcripts that a player of this page can load."""
    for transcript in episode.transcripts:
        for file in transcript.files:
            if file.is_key and file.media_type.startswith("text/vtt"):
                same = primary(transcript.language) == primary(episode.language)
                name = site.spoken.language(transcript.language)
                yield Captions("captions" if same else "subtitles", path_to(file.href, page), transcript.language, name)
                break


def _season(site: Renderer, season: int) -> dict[str, str]:
    return {"title": season_name(site, season), "key": season_key(season)}


def _chapter(chapter: SiteChapter) -> dict[str, str | int | None]:
    return {
        "title": chapter.title,
        "second": int(chapter.start_s),
        "time": play_time(chapter.start_s),
        "href": followed(chapter.href),
    }


def _more(site: Renderer, episode: SiteEpisode) -> Iterator[SiteLink]:
    yield from episode.links
    if episode.own_page is not None:
        yield SiteLink(site.words.author_page, episode.own_page)
    yield SiteLink(site.show.author, site.show.link, language=site.show.language)


def _transcripts(site: Renderer, episode: SiteEpisode, recording: str | None) -> Iterator[TranscriptText]:
    several = len(episode.transcripts) > 1
    for one in episode.transcripts:
        title = site.words.transcript
        if several or primary(one.language) != primary(site.language):
            title = site.words.transcript_in.format(language=site.spoken.language(one.language))
        yield TranscriptText(
            title, one.language, transcript_markup(one.transcript, recording, one.language), one.transcript.timed
        )


def _downloads(site: Renderer, episode: SiteEpisode) -> Iterator[Download]:
    words = site.words
    yield Download(words.sound, episode.audio)
    for rendition in episode.renditions:
        if rendition.media_type != _STREAM:  # a list of pieces is nothing to keep
            yield Download(rendition.title or words.sound, rendition)
    if episode.film is not None and episode.film.link.is_key and episode.film.link.media_type != _STREAM:
        yield Download(words.film, episode.film.link)
    for transcript in episode.transcripts:
        label = words.transcript_in.format(language=site.spoken.language(transcript.language))
        for file in transcript.files:
            yield Download(label, file)
    for link in episode.words_elsewhere:
        yield Download(
            words.transcript_in.format(language=site.spoken.language(link.language or episode.language)), link
        )
    if episode.chapters_key is not None:
        yield Download(words.chapters_file, SiteLink(words.chapters_file, episode.chapters_key, "application/json"))
