"""The conference model: when and where it took place, its documents and its film, and what is on air.

What of it goes into a feed takes the form of Podcasting 2.0 (`podcasting.py`). Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from balado.message import say
from balado.show.formats import STREAMS, media_type_at
from balado.show.podcasting import Integrity, Location, Source
from balado.show.values.forms import (
    Address,
    Description,
    Language,
    Moment,
    NameText,
    Number,
    RelativePath,
    ShortText,
    Text,
    Truth,
    Uuid,
    one_of,
)
from balado.show.values.group import Written
from balado.show.values.plain import wrong
from balado.show.values.podcast import Count, LinkAddress, LiveState, MediaType, Ratio, Text32, Uri

CutMedia = Annotated[
    str,
    PlainValidator(partial(one_of, ("audio", "video"))),
    WithJsonSchema({"type": "string", "enum": ["audio", "video"]}),
]


class Held(Written):
    """When and where a conference took place. `start` and `end` have a zone."""

    start: Moment = Field(description="When it began: 2022-10-19 17:30.")
    end: Moment | None = Field(None, description="When it ended.")
    place: Location | None = Field(None, description="Where: a key of the show's places, a name, or its keys.")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end is not None and self.end <= self.start:
            raise wrong(say("It ends before it begins."), say("Correct start or end."))
        return self


class Document(Written):
    """Something to read: a file in the episode's folder, published beside the recording, or a page elsewhere."""

    title: ShortText = Field(description="What to call it in the notes.")
    file: RelativePath | None = Field(None, description="The file in the episode's folder: programme.pdf.")
    url: Address | None = Field(None, description="Or its address elsewhere.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        _either(self.file, self.url)
        return self


class OtherPicture(Written):
    """A picture of another shape than the cover, or for another use: a file, or an address elsewhere.

    Of a file, shape, size and type are found. Of an address they are the author's word.
    """

    file: RelativePath | None = Field(None, description="The file: cover-16x9.jpg.")
    url: Address | None = Field(None, description="Or its address elsewhere.")
    alt: Text | None = Field(None, description="What it shows, for those who do not see it.")
    purpose: NameText | None = Field(None, description="What for: social, canvas, banner, circular, poster …")
    aspect_ratio: Ratio | None = Field(None, description="Width to height: 16/9; found when it is a file.")
    width: Number | None = Field(None, description="Its width in pixels; found when it is a file.")
    height: Number | None = Field(None, description="Its height in pixels; found when it is a file.")
    type: MediaType | None = Field(None, description="Its media type: image/jpeg; found when it is a file.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _either(self.file, self.url)
        told = [name for name in ("aspect_ratio", "width", "height", "type") if getattr(self, name) is not None]
        if self.file is not None and told:
            what = say("{names}: that is found in the file.", names=", ".join(told))
            raise wrong(what, say("Leave it out."))
        return self


class TranscriptFile(Written):
    """What is said, in one language: a file, or an address elsewhere that feeds and pages tell as it is written."""

    file: RelativePath | None = Field(None, description="The file in the episode's folder: transcript.vtt.")
    language: Language | None = Field(None, description="Its language, when not that of the episode.")
    url: LinkAddress | None = Field(None, description="Or its address elsewhere.")
    type: MediaType | None = Field(
        None, description="Of an address, its media type, when its end (.vtt, .srt) does not tell it: text/vtt."
    )
    rel: Text32 | None = Field(None, description="Of an address: captions, where it has times.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _either(self.file, self.url)
        told = [name for name in ("type", "rel") if getattr(self, name) is not None]
        if self.file is not None and told:
            what = say("{names}: that is found in the file.", names=", ".join(told))
            raise wrong(what, say("Leave it out."))
        if self.url is not None and not self.announced_type:
            raise wrong(
                say("Apps must know what kind of file this is, and the address does not say it."),
                say("Add type: text/vtt, or what else it is."),
            )
        return self

    @property
    def announced_type(self) -> str:
        """The type of what is at the address: as written, or by its end; empty where neither says it."""
        return self.type or media_type_at(self.url or "", "").partition(";")[0]


class Rendition(Written):
    """The same in another form, as its author writes it: a file in the episode's folder, or an address elsewhere.

    Of a file, length, type and digest are found. Of an address they are the author's word.
    """

    file: RelativePath | None = Field(None, description="The file in the episode's folder: replay.mp4.")
    url: Uri | None = Field(None, description="Or its address elsewhere.")
    type: MediaType | None = Field(None, description="Its media type: video/mp4; found when it is a file.")
    length: Count | None = Field(None, description="Its size in bytes; found when it is a file.")
    title: Text32 | None = Field(None, description="What to call it: Video.")
    height: Number | None = Field(None, description="The height of the picture in pixels: 1080.")
    bitrate: Count | None = Field(None, description="In bits per second.")
    language: Language | None = Field(None, description="When not that of the show.")
    rel: Text32 | None = Field(None, description="A word that groups renditions.")
    codecs: ShortText | None = Field(None, description="As RFC 6381 writes them.")
    default: Truth = Field(False, description="true: what apps should play first.")
    sources: tuple[Source, ...] = Field((), description="Further addresses of the very same file.")
    integrity: Integrity | None = Field(None, description="Its digest; found when it is a file.")
    hls: Truth = Field(
        False, description="true: the film in several qualities besides, made by `balado film FILE EPISODE --hls`."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.hls and self.packaged_file is None:
            raise wrong(
                say("Only a film that is a file of the show can be packaged in several qualities."),
                say("Delete `hls`, or write file: film.mp4 in place of the address."),
            )
        if self.url is not None and self.file is None and self.announced_type is None:
            raise wrong(
                say("Apps must know what kind of file this is, and the address does not say it."),
                say("Add type: video/mp4, and length: its size in bytes."),
            )
        _either(self.file, self.url)
        return self

    @property
    def is_playlist(self) -> bool:
        """Whether its file is the first playlist of a stream of HLS, with what it names beside it."""
        return self.file is not None and self.file.lower().endswith(".m3u8")

    @property
    def packaged_file(self) -> str | None:
        """The playlist that `balado film --hls` makes of its film; None where it is no film that can be packaged."""
        return None if self.file is None or self.is_playlist else package_of(self.file)

    @property
    def announced_type(self) -> str | None:
        """Its type: as written, or by the address of a stream of HLS or DASH; None where neither says it."""
        return self.type or (media_type_at(self.url, "", STREAMS) or None if self.url else None)

    @property
    def announced_length(self) -> int | None:
        """Its size in bytes: as written; 0 for a stream, which is many files (podcast namespace, HLS in alternates)."""
        is_stream = self.announced_type in STREAMS.values()
        return 0 if self.length is None and is_stream else self.length


def package_of(film: str) -> str:
    """The first playlist of the package of a film: `film.hls/film.m3u8` of film.mp4."""
    path = PurePosixPath(film)
    return str(path.with_suffix(".hls") / f"{path.stem}.m3u8")


class Live(Written):
    """A conference that is announced or on air. It becomes the episode, with the same guid, when its recording is here.

    Without a status written it is pending before the conference, live during it and ended after it (`held`).
    """

    url: Uri = Field(description="The stream.")
    type: MediaType | None = Field(
        None, description="Its media type, when the end of its address (.mp3, .m3u8) does not tell it."
    )
    page: Address = Field(description="A page to follow it on.")
    title: ShortText | None = Field(None, description="What to call that page.")
    status: LiveState | None = Field(None, description="pending, live or ended, when the hours of held do not tell.")

    @property
    def media_type(self) -> str:
        """The type that is announced: as written, by the end of the address, or that of most streams."""
        return self.type or media_type_at(self.url, "audio/mpeg")


def live_status(live: Live, held: Held | None, now: datetime) -> str:
    """Whether the conference is pending, live or ended at that moment."""
    if live.status is not None:
        return live.status
    if held is None or now < held.start:
        return "pending"
    return "ended" if held.end is not None and now >= held.end else "live"


def next_turn(live: Live, held: Held | None, now: datetime) -> datetime | None:
    """When that changes next, by the hours of the conference; None when it does not by itself."""
    if live.status is not None or held is None:
        return None
    return min((turn for turn in (held.start, held.end) if turn is not None and turn > now), default=None)


class Cut(Written):
    """A further feed of the show: those of its episodes that pass every line that is written, in words of its own."""

    title: ShortText | None = Field(None, description="Its title; the show's if nothing is written.")
    description: Description | None = Field(None, description="What it is about, when in other words than the show's.")
    author: ShortText | None = Field(None, description="Who makes it, when called otherwise than for the show.")
    link: Address | None = Field(None, description="Its web page, when not that of the show.")
    artwork: RelativePath | None = Field(None, description="Its cover, when not that of the show.")
    alt: Text | None = Field(None, description="What its cover shows, for those who do not see it.")
    season_names: Mapping[Number, NameText] = Field(
        default_factory=dict, description="The names of the seasons by number, when other than the show's."
    )
    guid: Uuid | None = Field(None, description="Its podcast:guid; derived from the show's if not written.")
    seasons: tuple[Number, ...] = Field((), description="Only these seasons.")
    languages: tuple[Language, ...] = Field((), description="Only episodes in these languages.")
    people: tuple[ShortText, ...] = Field((), description="Only episodes with these people: keys of the directory.")
    media: CutMedia = Field("audio", description="video: the film in place of the recording.")
    newest: Number | None = Field(None, description="Only so many, the newest.")


def _either(file: str | None, url: str | None) -> None:
    if (file is None) == (url is None):
        raise wrong(say("It is either a file or an address."), say("Write file: … or url: …, one of the two."))
