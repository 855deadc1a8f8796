"""The show as the author wrote it. Every other room works with it.

The description of each field is what editors, the JSON Schema and the manual tell authors about its key. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from balado.show.conference import Cut, Document, Held, Live, OtherPicture, Rendition, TranscriptFile
from balado.show.elsewhere import PicturePlace, RemoteAudio, RemoteChapters, address_in
from balado.show.extra import ItemExtra, ShowExtra
from balado.show.pages import DirectoryName, SiteForm, SiteSettings
from balado.show.podcasting import (
    Chapter,
    Chat,
    ContentLink,
    Funding,
    License,
    Location,
    RemoteItem,
    SocialInteract,
    Soundbite,
    Trailer,
    Txt,
    UpdateFrequency,
    Values,
)
from balado.show.publishing import Publish, Require
from balado.show.sound import SoundSettings
from balado.show.speech import MachineMade, SpokenWord
from balado.show.values.category import parts_of
from balado.show.values.forms import (
    Address,
    CategoryName,
    Description,
    EmailAddress,
    EpisodeType,
    GuidText,
    Language,
    Moment,
    NameText,
    Notes,
    Number,
    RelativePath,
    ShortText,
    ShowType,
    Text,
    Title,
    Truth,
    Uuid,
    ZoneName,
)
from balado.show.values.group import Written
from balado.show.values.podcast import Decimals, Medium, NotesPart, PersonGroup, Service, Text32
from balado.show.values.role import PersonRole

__all__ = ["Category", "Episode", "EpisodeType", "Owner", "Person", "Show", "ShowType"]


class Owner(Written):
    """Who answers for the show. The address is public: platforms send their verification codes there."""

    name: ShortText = Field(description="Who answers for the show.")
    email: EmailAddress = Field(description="Where platforms send their verification codes. It is public.")


class Category(Written):
    """An Apple category, and the subcategory under it. Written `Society & Culture > Documentary`."""

    name: CategoryName
    subcategory: CategoryName | None = None

    @model_validator(mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return parts_of(value)


class Person(Written):
    """Somebody in the show. `function` is their place in an institution, `role` what they do here."""

    name: NameText = Field(description="First name and surname, as apps should show them.")
    function: ShortText | None = Field(None, description="Their place in an institution, for example mayor of Prades.")
    role: PersonRole | None = Field(None, description="What they do in the show: guest unless said otherwise.")
    group: PersonGroup | None = Field(None, description="Where that role stands in two groups (editor), which one.")
    href: Address | None = Field(None, description="A page about them.")
    picture: Address | None = Field(None, description="The web address of their portrait.")


class Show(Written):
    """feed.yaml. `people` is the directory by key, `seasons` the names by number."""

    guid: Uuid = Field(description="The show's identity for ever. Balado gives the line to paste.")
    title: Title = Field(description="The name of the show, and only that.")
    description: Description = Field(description="What the show is about, in plain text of at most 4000 bytes.")
    language: Language = Field(description="Two letters of ISO 639-1, with a region if wished: fr, fr-ca.")
    link: Address = Field(description="The show's web page.")
    author: ShortText = Field(description="Who makes the show, as apps should display it.")
    owner: Owner | None = Field(None, description="Who answers for the show towards the platforms.")
    categories: tuple[Category, ...] = Field(
        min_length=1,
        description="Apple's categories by their English or French names, the most important first: "
        "Society & Culture > Documentary.",
    )
    explicit: Truth = Field(description="Whether the show is unfit for children.")
    type: ShowType = Field("episodic", description="serial when episodes are to be heard in order, else episodic.")
    artwork: PicturePlace = Field(
        description="The cover: a square JPEG or PNG of 1400 to 3000 pixels; or its address elsewhere."
    )
    copyright: ShortText | None = Field(None, description="The holder of the rights: the name alone.")
    timezone: ZoneName = Field(description="The zone of every date that has none, for example Europe/Paris.")
    locked: Truth = Field(True, description="Whether other hosts must not import the feed.")
    people: Mapping[str, Person] = Field(
        default_factory=dict, description="The directory: a short key for each person, used in episodes."
    )
    seasons: Mapping[Number, NameText] = Field(default_factory=dict, description="The name of each season by number.")
    team: tuple[Person, ...] = Field((), description="Who makes every episode: keys of people, or names.")
    places: Mapping[str, Location] = Field(
        default_factory=dict, description="The places that recur, by a short key, used in episodes."
    )
    locations: tuple[Location, ...] = Field((), description="What the show is about or where it is made.")
    license: License | None = Field(None, description="The licence of the recordings: CC-BY-4.0, or name and url.")
    medium: Medium = Field("podcast", description="What the feed is: podcast, music, video, audiobook …")
    funding: tuple[Funding, ...] = Field((), description="Pages where listeners support the show.")
    trailers: tuple[Trailer, ...] = Field(
        (), description="Trailers elsewhere; episodes of type trailer are announced without being named here."
    )
    update_frequency: UpdateFrequency | None = Field(None, description="How often an episode comes out.")
    social: tuple[SocialInteract, ...] = Field((), description="Where listeners comment on the show.")
    chat: Chat | None = Field(None, description="The room where listeners talk.")
    txt: tuple[Txt, ...] = Field((), description="Texts for machines, for example to prove who owns the show.")
    podroll: tuple[RemoteItem, ...] = Field((), description="Shows that this one recommends.")
    remote_items: tuple[RemoteItem, ...] = Field(
        (), description="What a feed of pointers consists of (medium podcastL, musicL …): shows or episodes elsewhere."
    )
    publisher: RemoteItem | None = Field(None, description="The feed of the publisher of this and other shows.")
    value: Values = Field((), description="How listeners pay for what they hear; a list where there are several ways.")
    service_blocks: Mapping[Service, Truth] = Field(
        default_factory=dict,
        description="Services that must not (true) or may (false) show the feed; all: the rest.",
    )
    uses_podping: Truth = Field(False, description="Whether changes are announced through Podping.")
    alt: Text | None = Field(None, description="What the cover shows, for those who do not see it.")
    images: tuple[OtherPicture, ...] = Field((), description="Pictures of other shapes, or for other uses.")
    open_tags: Truth = Field(False, description="Without effect: podcast:image is settled, and always written.")
    notes_end: tuple[NotesPart, ...] = Field(
        ("documents", "replay"), description="What is added below the notes: conference, people, chapters …"
    )
    embed: Truth = Field(False, description="Whether title, people, cover and chapters are put into published MP3s.")
    sound: SoundSettings = Field(
        default_factory=SoundSettings, description="How `balado master` makes recordings of what the recorder gave."
    )
    feeds: Mapping[ShortText, Cut] = Field(
        default_factory=dict, description="Further feeds of the show, by the name of their file."
    )
    archive: Number | None = Field(
        None, description="Cut the feed into archives of that many episodes (RFC 5005); most apps see the newest only."
    )
    site: SiteForm = Field(
        default_factory=SiteSettings, description="Whether the show has pages: true, false, or what they are like."
    )
    links: Mapping[DirectoryName, Address] = Field(
        default_factory=dict, description="Where else the show can be followed: apple, spotify, deezer, youtube …"
    )
    short_title: Title | None = Field(None, description="A shorter title that Apple shows instead.")
    block: Truth = Field(False, description="Whether directories must hide the show.")
    complete: Truth = Field(False, description="Whether the show has ended for good. Apple may never look again.")
    new_feed_url: Address | None = Field(None, description="The feed's new address, when the show moves.")
    apple_verification: ShortText | None = Field(None, description="The code by which Apple verifies the owner.")
    ai: MachineMade | None = Field(
        None, description="What a machine made: voice, music, text, picture, translation, transcript; false: nothing."
    )
    words: tuple[SpokenWord, ...] = Field(
        (), description="Names and terms that machines get wrong in transcripts, as they are written."
    )
    require: Require | None = Field(None, description="What an episode must have from a day on: transcript, chapters …")
    extra: tuple[ShowExtra, ...] = Field((), description="Elements of the feed that Balado has no key for.")
    ignore: Mapping[ShortText, ShortText] = Field(
        default_factory=dict, description="Rules of `balado check` that are not asked for, each with the reason."
    )
    publish: Publish = Field(description="Where the show is published.")

    @property
    def artwork_url(self) -> str | None:
        """The address of its cover, where that is on another server."""
        return address_in(self.artwork)


class Episode(Written):
    """episode.md and its folder.

    `slug` is the ASCII of the folder's name and stands in URLs; `folder`, `audio` and `artwork` are paths relative to
    the show, and so are all files named in other fields, whether they are here or not. `audio` is None when no
    recording is in the folder (a checkout without audio); `remote` is one on another server, and stands beside `audio`
    where both are there. `remote_chapters` are those of an address. Title, date, numbers and
    people that are None or empty here may still come from the recording's tags. `date` has a zone. `notes` is Markdown.
    """

    slug: str
    folder: str
    guid: GuidText = Field(description="The episode's identity for ever. Balado gives the line to paste.")
    title: Title | None = Field(None, description="The title, without number or name of the show.")
    short_title: Title | None = Field(None, description="A shorter title that Apple shows instead.")
    date: Moment | None = Field(None, description="When it goes live: 2022-10-19 17:30, in the show's timezone.")
    season: Number | None = Field(None, description="The number of the season.")
    episode: Number | None = Field(None, description="The number of the episode in its season.")
    type: EpisodeType = Field("full", description="full, trailer or bonus.")
    summary: Text | None = Field(None, description="One or two sentences in plain text, told where there are no notes.")
    explicit: Truth | None = Field(None, description="Whether it is unfit for children, when the show is not (or is).")
    draft: Truth = Field(False, description="true keeps it at home.")
    withdrawn: Truth = Field(False, description="true takes it from subscribers; its files stay where they are.")
    replaces: tuple[GuidText, ...] = Field((), description="Guids of live episodes whose place this one takes.")
    author: ShortText | None = Field(None, description="Who made it, when not the author of the show.")
    link: Address | None = Field(None, description="The episode's web page.")
    block: Truth = Field(False, description="Whether Apple must hide it.")
    people: tuple[Person, ...] = Field((), description="Who is heard: keys of the show's directory, or names.")
    language: Language | None = Field(None, description="The language spoken, when not that of the show.")
    held: Held | None = Field(None, description="When and where the conference itself took place.")
    chapters: tuple[Chapter, ...] | None = Field(
        None, description="Its chapters, when they are in no file and not in the recording; [] for none at all."
    )
    transcripts: tuple[TranscriptFile, ...] = Field(
        (), description="What is said, when its files are not called transcript.vtt, transcript.en.vtt …"
    )
    documents: tuple[Document, ...] = Field((), description="What to read beside it, linked below the notes.")
    video: Rendition | None = Field(None, description="The film of it: a file, or an address with type and length.")
    alternates: tuple[Rendition, ...] = Field((), description="Other renditions: another language, another quality.")
    replay: ContentLink | None = Field(None, description="A page to watch it on.")
    links: tuple[ContentLink, ...] = Field((), description="Other pages where it can be heard or seen.")
    live: Live | None = Field(None, description="The stream of a conference that is announced or on air.")
    soundbites: tuple[Soundbite, ...] = Field((), description="Stretches worth quoting.")
    locations: tuple[Location, ...] = Field((), description="What it is about: keys of the show's places, or names.")
    license: License | None = Field(None, description="Its licence, when not that of the show.")
    funding: tuple[Funding, ...] = Field((), description="Pages where listeners support it.")
    social: tuple[SocialInteract, ...] = Field((), description="Where listeners comment on it.")
    chat: Chat | None = Field(None, description="Its own room to talk in.")
    txt: tuple[Txt, ...] = Field((), description="Texts for machines.")
    ai: MachineMade | None = Field(None, description="What of it a machine made, when not as for the show.")
    value: Values = Field((), description="How listeners pay for it, when not as for the show.")
    alt: Text | None = Field(None, description="What its own cover shows, for those who do not see it.")
    images: tuple[OtherPicture, ...] = Field((), description="Pictures of other shapes, or for other uses.")
    episode_display: Text32 | None = Field(None, description="What apps show in place of the number.")
    episode_order: Decimals | None = Field(None, description="Its place among the others when that is no whole number.")
    extra: tuple[ItemExtra, ...] = Field((), description="Elements of its item that Balado has no key for.")
    ignore: Mapping[ShortText, ShortText] = Field(
        default_factory=dict, description="Rules of `balado check` not asked for of this episode, each with the reason."
    )
    notes: Notes = ""
    audio: RelativePath | None = None
    chapter_file: RelativePath | None = None
    remote: RemoteAudio | None = Field(
        None,
        description="The recording, while it stays on another server; one in the episode's folder takes its place.",
    )
    remote_chapters: RemoteChapters | None = None
    artwork: PicturePlace | None = Field(
        None, description="Its own cover, when that is not cover.jpg in its folder; or its address elsewhere."
    )

    @property
    def transcript_files(self) -> tuple[str, ...]:
        """The files of what is said, without those on other servers."""
        return tuple(one.file for one in self.transcripts if one.file is not None)

    @property
    def artwork_url(self) -> str | None:
        """The address of its own cover, where that is on another server."""
        return address_in(self.artwork)
