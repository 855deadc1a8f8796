"""What pages say to search engines: JSON-LD in the words of schema.org. Pure.

Each function gives the text of a `script` element of the type `application/ld+json`: one piece of data, which tells of
no other episode than the one it is about, so that an episode can be taken out of pages of several.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from balado.artifact import FEED_KEY, SITE_INDEX, public_url
from balado.site import addresses
from balado.site.model import (
    SiteConference,
    SiteEpisode,
    SiteFrame,
    SiteLink,
    SiteMeeting,
    SitePerson,
    SitePicture,
    SitePlace,
)
from balado.site.spoken import iso_duration
from balado.transcripts.transcript import on_one_line

_CONTEXT = "https://schema.org"
# What would end the element or begin a comment in it (HTML, 4.12.1.3), and what older scripts take for ends of lines.
_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_SCHEDULED = "https://schema.org/EventScheduled"

_Data = dict[str, Any]


def series_data(show: SiteFrame) -> str:
    """The show as a PodcastSeries."""
    data = _series(show) | {
        "description": show.description,
        "inLanguage": show.language,
        "identifier": show.guid,
        "webFeed": public_url(show.url, FEED_KEY),
        "image": _image(show, show.picture),
        "author": _author(show),
        "sameAs": [show.link, *(service.href for service in show.services)],
        "contributor": [_role(show, person) for person in show.team],
        "license": _license(show.license),
        "copyrightNotice": show.copyright,
    }
    return _script(data)


def season_data(show: SiteFrame, number: int) -> str:
    """A season as a PodcastSeason."""
    return _script(_season(show, number) | {"partOfSeries": _series(show)})


def episode_data(show: SiteFrame, episode: SiteEpisode) -> str:
    """An episode as a PodcastEpisode with its recording, its words, and the conference that it is of."""
    page = _page(show, episode)
    data: _Data = {
        "@type": "PodcastEpisode",
        "@id": page,
        "url": page,
        "name": episode.title,
        "description": episode.summary,
        "identifier": episode.guid,
        "datePublished": episode.published.isoformat(),
        "inLanguage": episode.language,
        "isFamilyFriendly": not episode.explicit,
        "duration": iso_duration(episode.duration_s),
        "episodeNumber": episode.number,
        "image": _image(show, episode.picture or show.picture),
        "author": _organization(episode.author),
        "contributor": [_role(show, person) for person in episode.people],
        "associatedMedia": _media(show, episode),
        "partOfSeries": _series(show),
        "partOfSeason": None if episode.season is None else _season(show, episode.season),
        "license": _license(episode.license),
        "recordedAt": _recorded_at(show, episode),
    }
    return _script(data)


def event_data(show: SiteFrame, conference: SiteConference) -> str:
    """A conference to come, or on air, as an Event."""
    data = _event(show, conference.title, conference.meeting, conference.people) | {
        "description": conference.summary,
        "inLanguage": conference.language,
        "url": addresses.public_address(show.url, conference.page),
        "image": _image(show, show.picture),
        "eventStatus": _SCHEDULED,
    }
    return _script(data)


def person_data(show: SiteFrame, person: SitePerson) -> str:
    """Somebody as a Person."""
    return _script(_person(show, person))


def _script(data: Mapping[str, Any]) -> str:
    """The data as the text of a script element, without what is not known."""
    known = _known({"@context": _CONTEXT, **data})
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():  # `translate` takes forty times as long for the words of a conference
        text = text.replace(sign, escaped)
    return text


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _known(one) for name, one in value.items() if one not in (None, "", [], ())}
    return [_known(one) for one in value] if isinstance(value, list) else value


def _series(show: SiteFrame) -> _Data:
    page = public_url(show.url, SITE_INDEX)
    return {"@type": "PodcastSeries", "@id": page, "url": page, "name": show.title}


def _season(show: SiteFrame, number: int) -> _Data:
    page = public_url(show.url, addresses.season_key(number))
    return {
        "@type": "PodcastSeason",
        "@id": page,
        "url": page,
        "name": show.seasons.get(number),
        "seasonNumber": number,
    }


def _page(show: SiteFrame, episode: SiteEpisode) -> str:
    return public_url(show.url, addresses.episode_key(episode.page))


def _author(show: SiteFrame) -> _Data:
    """Who makes the show: one of its people, or else an institution."""
    by_name = (_person(show, person) for person in show.team if person.name == show.author)
    return next(by_name, _organization(show.author))


def _organization(name: str) -> _Data:
    return {"@type": "Organization", "name": name}


def _person(show: SiteFrame, person: SitePerson) -> _Data:
    page = public_url(show.url, addresses.person_key(person.page))
    return {
        "@type": "Person",
        "@id": page,
        "url": page,
        "name": person.name,
        "jobTitle": person.function,
        "sameAs": person.href,
    }


def _role(show: SiteFrame, person: SitePerson) -> _Data:
    """Schema.org's form of a property that says more than who: a Role with the same property in it."""
    return {"@type": "Role", "roleName": person.role, "contributor": _person(show, person)}


def _image(show: SiteFrame, picture: SitePicture) -> _Data:
    form = picture.forms[0]
    return {
        "@type": "ImageObject",
        "url": addresses.picture_address(show.url, form),
        "width": form.width_px or None,
        "height": form.height_px or None,
        "caption": picture.alt,
    }


def _license(license_: SiteLink | None) -> str | None:
    return None if license_ is None else license_.href or license_.title


def _media(show: SiteFrame, episode: SiteEpisode) -> list[_Data]:
    audio = _file(show, episode.audio, "AudioObject") | {
        "duration": iso_duration(episode.duration_s),
        "inLanguage": episode.language,
        "transcript": _words(episode),
        "hasPart": _clips(show, episode),
    }
    return [audio, *_film(show, episode), *(_file(show, one, "MediaObject") for one in _texts(episode))]


def _film(show: SiteFrame, episode: SiteEpisode) -> list[_Data]:
    if episode.film is None or not episode.film.link.media_type.startswith("video/"):
        return []
    picture = episode.picture or show.picture
    return [
        _file(show, episode.film.link, "VideoObject")
        | {
            "name": episode.title,
            "description": episode.summary,
            "uploadDate": episode.published.isoformat(),
            "thumbnailUrl": addresses.picture_address(show.url, picture.forms[0]),
            "height": episode.film.height_px,
        }
    ]


def _file(show: SiteFrame, link: SiteLink, kind: str) -> _Data:
    return {
        "@type": kind,
        "contentUrl": addresses.public_address(show.url, link),
        "encodingFormat": link.media_type,
        "contentSize": None if link.byte_size is None else str(link.byte_size),
        "inLanguage": link.language,
    }


def _texts(episode: SiteEpisode) -> Iterable[SiteLink]:
    yield from (link for transcript in episode.transcripts for link in transcript.files)
    yield from episode.words_elsewhere


def _words(episode: SiteEpisode) -> str | None:
    """What is said, in the language of the recording, or in the first there is: a line for each turn to speak.

    Paragraphs, which the page has, cost ten times as much, and no program reads them.
    """
    found = sorted(episode.transcripts, key=lambda one: one.language != episode.language)
    if not found:
        return None
    voices = (voice for cue in found[0].transcript.cues for voice in cue.voices)
    turns = groupby(voices, key=lambda voice: voice.speaker)
    return "\n".join(_turn(speaker, [on_one_line(voice.text) for voice in said]) for speaker, said in turns)


def _turn(speaker: str | None, texts: list[str]) -> str:
    return " ".join(texts) if speaker is None else f"{speaker}: {' '.join(texts)}"


def _clips(show: SiteFrame, episode: SiteEpisode) -> list[_Data]:
    return [
        {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": chapter.start_s,
            "url": f"{_page(show, episode)}#t={_seconds(chapter.start_s)}",
        }
        for chapter in episode.chapters
    ]


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def _recorded_at(show: SiteFrame, episode: SiteEpisode) -> _Data | None:
    if episode.meeting is None:
        return None
    return _event(show, episode.title, episode.meeting, episode.people)


def _event(show: SiteFrame, title: str, meeting: SiteMeeting, people: Iterable[SitePerson]) -> _Data:
    return {
        "@type": "Event",
        "name": title,
        "startDate": _moment(meeting.start, meeting),
        "endDate": None if meeting.end is None else _moment(meeting.end, meeting),
        "location": None if meeting.place is None else _place(meeting.place),
        "organizer": _author(show),
        "performer": [_person(show, person) for person in people],
    }


def _moment(moment: datetime, meeting: SiteMeeting) -> str:
    return (moment.date() if meeting.all_day else moment).isoformat()


def _place(place: SitePlace) -> _Data:
    known = place.latitude is not None and place.longitude is not None
    return {
        "@type": "Place",
        "name": place.name,
        "address": {"@type": "PostalAddress", "name": place.name, "addressCountry": (place.country or "").upper()},
        "geo": {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude} if known else None,
    }
