"""What the pages tell: the show, its episodes, its people and what is to come, resolved. Pure.

Files of the show are named by their keys: every page links to them relatively, so that the whole site works under any
address and from a folder. Addresses of others are absolute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from balado.transcripts.transcript import Transcript


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site under its key, as it is served.

    `guids` are the episodes that it tells of. A file whose name holds its digest is `immutable`.
    """

    key: str
    body: bytes
    media_type: str
    guids: frozenset[str] = frozenset()
    immutable: bool = False


@dataclass(frozen=True, slots=True)
class PictureForm:
    """One form of a picture: its key, type and size. Of one on another server `key` is its address, without a size."""

    key: str
    media_type: str
    width_px: int
    height_px: int

    @property
    def is_key(self) -> bool:
        """Whether it is a file of the show."""
        return "://" not in self.key


@dataclass(frozen=True, slots=True)
class SitePicture:
    """A picture in several forms, the largest JPEG or PNG first; `alt` is empty where nobody wrote words for it.

    `social` is the 16:9 form that other sites show beside a link.
    """

    forms: tuple[PictureForm, ...]
    alt: str = ""
    social: PictureForm | None = None


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A page elsewhere, or a file of the show: `href` is an absolute address or a key."""

    title: str
    href: str
    media_type: str = ""
    byte_size: int | None = None
    language: str | None = None

    @property
    def is_played(self) -> bool:
        """Whether a page of ours can play it: browsers load nothing over http into a page that came over https."""
        return self.is_key or self.href.startswith("https://")

    @property
    def is_key(self) -> bool:
        """Whether it is a file of the show."""
        return "://" not in self.href and not self.href.startswith(("mailto:", "tel:"))


@dataclass(frozen=True, slots=True)
class SitePerson:
    """Somebody who takes part.

    `page` is the name of their page, `role` the key of a role of the Podcast Taxonomy (guest, host …), `function` their
    place in an institution. `role_written` is the French word by which the author said the role.
    """

    name: str
    page: str
    role: str = "guest"
    function: str | None = None
    href: str | None = None
    role_written: str | None = None


@dataclass(frozen=True, slots=True)
class SitePlace:
    """Where a conference took place, or takes place. `latitude` and `longitude` are degrees."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class SiteMeeting:
    """When and where a conference took place; with `all_day`, the hour is not known. Dates have the show's zone."""

    start: datetime
    end: datetime | None = None
    place: SitePlace | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class SiteChapter:
    """A chapter: `start_s` seconds into the recording."""

    start_s: float
    title: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadTranscript:
    """A transcript that is read when it is wanted. `name` ends as its format is called, `sha256` tells its bytes."""

    name: str
    sha256: str
    read: Callable[[], Transcript] = field(compare=False)


@dataclass(frozen=True, slots=True)
class SiteTranscript:
    """What is said, in one language, and the files in which it can be had (the WebVTT first where it is timed).

    `source` is the transcript or its file: all those of a long show at once would take much memory.
    """

    language: str
    source: Transcript | UnreadTranscript
    files: tuple[SiteLink, ...]

    @property
    def transcript(self) -> Transcript:
        """What is said; it is read each time where `source` is a file."""
        return self.source if isinstance(self.source, Transcript) else self.source.read()


@dataclass(frozen=True, slots=True)
class SiteFilm:
    """The film of an episode: a file of the show, which a page plays, or one elsewhere, to which it links.

    `stream` is the same in several qualities (HLS), which browsers play that can.
    """

    link: SiteLink
    height_px: int | None = None
    stream: SiteLink | None = None


@dataclass(frozen=True, slots=True)
class SiteEpisode:
    """An episode that is live. `page` is the name of its page, pinned with its guid; `notes_html` is restricted HTML.

    `notes_html` are the notes as the feed has them without what is added below them: the page has places of its own
    for documents, people and chapters. `duration_s` is None where nobody knows.
    """

    guid: str
    page: str
    title: str
    published: datetime
    audio: SiteLink
    duration_s: float | None
    notes_html: str
    summary: str
    language: str
    explicit: bool
    author: str
    picture: SitePicture | None = None
    season: int | None = None
    number: int | None = None
    episode_type: str = "full"
    meeting: SiteMeeting | None = None
    film: SiteFilm | None = None
    renditions: tuple[SiteLink, ...] = ()
    transcripts: tuple[SiteTranscript, ...] = ()
    words_elsewhere: tuple[SiteLink, ...] = ()
    """Transcripts on other servers, which the page links and does not show."""
    chapters: tuple[SiteChapter, ...] = ()
    chapters_key: str | None = None
    people: tuple[SitePerson, ...] = ()
    documents: tuple[SiteLink, ...] = ()
    replay: SiteLink | None = None
    links: tuple[SiteLink, ...] = ()
    license: SiteLink | None = None
    own_page: str | None = None
    """A page of the author's about it (`link:`), beside this one."""
    made_by_machine: str = ""
    """What of it a machine made, as a sentence in its language."""


@dataclass(frozen=True, slots=True)
class SiteConference:
    """A conference to come or on air: announced, without a recording. `status` is pending, live or ended."""

    guid: str
    title: str
    meeting: SiteMeeting
    status: str
    stream: SiteLink
    page: SiteLink
    language: str
    notes_html: str = ""
    summary: str = ""
    people: tuple[SitePerson, ...] = ()
    documents: tuple[SiteLink, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneEpisode:
    """An episode that was withdrawn: the name that its page had, and the day on which it went."""

    guid: str
    page: str
    day: date


@dataclass(frozen=True, slots=True)
class SiteTheme:
    """What the show's own folder puts in place of ours: templates by file name, and a style sheet added to ours."""

    templates: Mapping[str, str] = field(default_factory=dict)
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """What is the same on every page. `url` is the public address of the place, without a slash at its end.

    `seasons` are the names by number, `services` the names and addresses of directories and apps (`links` of the
    show), `link` its own web page. `language` is that of the show, `page_language` that of the pages where it is
    another.
    """

    guid: str
    title: str
    description: str
    language: str
    url: str
    link: str
    author: str
    picture: SitePicture
    timezone: str
    seasons: Mapping[int, str] = field(default_factory=dict)
    services: tuple[SiteLink, ...] = ()
    team: tuple[SitePerson, ...] = ()
    funding: tuple[SiteLink, ...] = ()
    license: SiteLink | None = None
    copyright: str | None = None
    feeds: tuple[SiteLink, ...] = ()
    page_language: str = ""
    theme: SiteTheme = SiteTheme()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteShow(SiteFrame):
    """Everything that the pages are made of; `episodes` are the newest first."""

    episodes: tuple[SiteEpisode, ...]
    conferences: tuple[SiteConference, ...] = ()
    gone: tuple[GoneEpisode, ...] = ()

    @property
    def frame(self) -> SiteFrame:
        """The show without what one page tells and another does not."""
        return SiteFrame(**{one.name: getattr(self, one.name) for one in fields(SiteFrame)})
