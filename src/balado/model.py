"""The show as the author wrote it. Shared ground of all stages; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from balado.written import (
    Address,
    CategoryName,
    EmailAddress,
    Language,
    Moment,
    Number,
    PersonRole,
    RelativePath,
    ShortText,
    Text,
    Truth,
    Uuid,
    ZoneName,
)

ShowType = Literal["episodic", "serial"]
EpisodeType = Literal["full", "trailer", "bonus"]


class Written(BaseModel):
    """What an author wrote: frozen, and nothing in it that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Owner(Written):
    """Who answers for the show. The address is public: platforms send their verification codes there."""

    name: ShortText
    email: EmailAddress


class Category(Written):
    """An Apple category, and the subcategory under it. Written `Society & Culture > Documentary`."""

    name: CategoryName
    subcategory: CategoryName | None = None


class Person(Written):
    """Somebody in the show. `function` is their place in an institution, `role` what they do here."""

    name: ShortText
    function: ShortText | None = None
    role: PersonRole | None = None
    href: Address | None = None
    picture: Address | None = None


class Publish(Written):
    """Where a show is published, and the public address of that."""

    to: Text = "public"
    url: Address
    endpoint: Address | None = None
    region: ShortText | None = None
    addressing: Literal["auto", "path", "virtual"] = "auto"
    state: Text | None = None


class Show(Written):
    """feed.yaml. `people` is the directory by key, `seasons` the names by number."""

    guid: Uuid
    title: ShortText
    description: Text
    language: Language
    link: Address
    author: ShortText
    owner: Owner | None = None
    categories: tuple[Category, ...] = Field(min_length=1)
    explicit: Truth
    type: ShowType = "episodic"
    artwork: RelativePath
    copyright: ShortText | None = None
    timezone: ZoneName
    locked: Truth = True
    people: Mapping[str, Person] = Field(default_factory=dict)
    seasons: Mapping[Number, ShortText] = Field(default_factory=dict)
    short_title: ShortText | None = None
    block: Truth = False
    complete: Truth = False
    new_feed_url: Address | None = None
    apple_verification: ShortText | None = None
    publish: Publish


class Episode(Written):
    """episode.md and its folder.

    `slug` is the ASCII of the folder's name and stands in URLs; `folder`, `audio` and `artwork` are paths relative to
    the show. `audio` is None when no recording is in the folder (a checkout without audio). Title, date, numbers and
    people that are None or empty here may still come from the recording's tags. `date` has a zone. `notes` is Markdown.
    """

    slug: str
    folder: str
    guid: ShortText
    title: ShortText | None = None
    short_title: ShortText | None = None
    date: Moment | None = None
    season: Number | None = None
    episode: Number | None = None
    type: EpisodeType = "full"
    summary: Text | None = None
    explicit: Truth | None = None
    draft: Truth = False
    author: ShortText | None = None
    link: Address | None = None
    block: Truth = False
    people: tuple[Person, ...] = ()
    notes: str = ""
    audio: RelativePath | None = None
    artwork: RelativePath | None = None
