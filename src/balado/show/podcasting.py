"""What Podcasting 2.0 adds to RSS, as authors write it and as feeds say it.

The description of each field is what editors, the JSON Schema and the manual tell authors about its key. Sources: the
tag pages of the podcast namespace (github.com/Podcastindex-org/podcast-namespace), Podlove Simple Chapters 1.2.
Pure.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from balado.message import say
from balado.show.values.forms import Address, Language, Moment, NameText, Number, ShortText, Span, Text, Truth
from balado.show.values.group import Written
from balado.show.values.plain import wrong
from balado.show.values.podcast import (
    ChatProtocol,
    Count,
    Country,
    Geo,
    GuidElsewhere,
    IntegrityType,
    LicenseName,
    LinkAddress,
    LocationRel,
    LongText,
    MediaType,
    Medium,
    Osm,
    Percentage,
    Ratio,
    RecipientType,
    Recurrence,
    SocialProtocol,
    Text32,
    Uri,
    is_subresource_integrity,
)
from balado.show.values.recurrence import counts
from balado.show.vocabulary import LICENSES


class Chapter(Written):
    """One chapter. `start` and `end` count from the beginning of the recording, precise to the millisecond.

    `picture` is the address of a picture, or (as written, before it is published) the path of its file in the show.
    """

    start: Span = Field(description="Where it begins in the recording: 00:12:30.")
    title: ShortText | None = Field(None, description="Its title.")
    end: Span | None = Field(None, description="Where it ends, when that is not where the next one begins.")
    href: LinkAddress | None = Field(None, description="A web page about it.")
    picture: ShortText | None = Field(None, description="A picture shown while it plays: a file, or a web address.")
    listed: Truth = Field(True, description="false: it changes the picture or the link, and no list shows it.")


class Funding(Written):
    """A page where listeners support the show."""

    url: Address = Field(description="The page.")
    title: NameText | None = Field(None, description="What to call it: Support the show.")


class Location(Written):
    """What a show or an episode is about (`subject`), or where it is made (`creator`)."""

    name: NameText = Field(description="The name of the place, for people.")
    geo: Geo | None = Field(None, description="Latitude and longitude: geo:48.8637,2.3372.")
    osm: Osm | None = Field(None, description="Its object in OpenStreetMap: N, W or R and a number.")
    country: Country | None = Field(None, description="The two letters of its country: FR.")
    rel: LocationRel = Field("subject", description="subject: what it is about; creator: where it is made.")


class License(Written):
    """Under which licence the recording may be used. Written as a name of the namespace's list, or name and address."""

    name: LicenseName = Field(description="CC-BY-4.0, CC-BY-NC-4.0, CC-BY-NC-ND-4.0, POD-V4V-1.0, ARR, or your own.")
    url: Address | None = Field(None, description="The text of the licence; needed for one of your own.")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _addressed(self) -> Self:
        if self.url is None and self.name not in LICENSES:
            raise wrong(
                say("“{name}” is no licence of the podcast namespace's list, and has no address.", name=self.name),
                say("Write one of {names}, or add url: https://…", names=", ".join(LICENSES)),
            )
        return self


class Trailer(Written):
    """A sound or film that announces the show or a season."""

    url: Address = Field(description="The file.")
    title: NameText = Field(description="Its title.")
    date: Moment = Field(description="When it was published.")
    length: Count | None = Field(None, description="Its size in bytes.")
    type: MediaType | None = Field(None, description="Its media type: audio/mpeg.")
    season: Number | None = Field(None, description="The season it announces.")


class Soundbite(Written):
    """A stretch of the recording worth quoting; 15 to 120 seconds are advised."""

    start: Span = Field(description="Where it begins in the recording: 00:12:30.")
    duration: Span = Field(description="How long it is: 00:00:45.")
    title: NameText | None = Field(None, description="What is said; the episode's title if nothing is written.")


class ContentLink(Written):
    """A page elsewhere where the same can be seen or heard."""

    url: Address = Field(description="The page.")
    title: ShortText | None = Field(None, description="What to call it.")

    @model_validator(mode="before")
    @classmethod
    def _address_alone(cls, value: Any) -> Any:
        return {"url": value} if isinstance(value, str) else value


class SocialInteract(Written):
    """Where listeners comment: the post under which they do, or that they cannot."""

    protocol: SocialProtocol = Field(description="activitypub, atproto, …; disabled when comments are not wished.")
    uri: Uri | None = Field(None, description="The post.")
    account: ShortText | None = Field(None, description="Who wrote it: @show@social.example.")
    account_url: Address | None = Field(None, description="The page of that account.")
    priority: Count | None = Field(None, description="The lowest is shown first.")

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.uri is None) != (self.protocol == "disabled"):
            raise wrong(
                say("A place for comments has an address (uri), and `disabled` has none."),
                say("Write uri: https://… beside the protocol, or protocol: disabled alone."),
            )
        return self


class ServiceBlock(Written):
    """Whether a service (None: every one) must not show this feed."""

    service: ShortText | None = None
    blocked: Truth = True


class Txt(Written):
    """Free text for machines, as DNS has it."""

    text: LongText = Field(description="The text.")
    purpose: NameText | None = Field(None, description="What for: verify, release, ai-content (text: true or false) …")


class RemoteItem(Written):
    """A feed elsewhere, or an item of it."""

    feed_guid: GuidElsewhere = Field(description="The feed's podcast:guid.")
    feed_url: Address | None = Field(None, description="The feed's address.")
    item_guid: ShortText | None = Field(None, description="The item's guid.")
    medium: Medium | None = Field(None, description="What that feed is.")
    title: ShortText | None = Field(None, description="Its title.")


class UpdateFrequency(Written):
    """How often something new comes out."""

    title: NameText = Field(description="For people: Every second Wednesday.")
    rule: Recurrence | None = Field(None, description="For machines (RFC 5545): FREQ=WEEKLY;INTERVAL=2;BYDAY=WE.")
    start: Moment | None = Field(None, description="From when the rule counts.")
    complete: Truth = Field(False, description="true: nothing more will come out.")

    @model_validator(mode="after")
    def _begun(self) -> Self:
        if self.rule is not None and counts(self.rule) and self.start is None:
            what = say("A rule with COUNT counts from a date, and there is none.")
            raise wrong(what, say("Add start: 2022-10-19 17:30."))
        return self


class ValueRecipient(Written):
    """Somebody who is paid, and their share."""

    type: RecipientType = Field(description="node or lnaddress.")
    address: ShortText = Field(description="Where the money goes.")
    split: Count = Field(description="Their share among all shares.")
    name: NameText | None = Field(None, description="Who that is.")
    custom_key: ShortText | None = Field(None, description="A key that the receiving node wants.")
    custom_value: ShortText | None = Field(None, description="And its value.")
    fee: Truth = Field(False, description="true: taken before shares are counted.")


class ValueTimeSplit(Written):
    """Other people who are paid for a stretch of the recording: recipients, or those of an item elsewhere."""

    start: Span = Field(description="Where the stretch begins.")
    duration: Span = Field(description="How long it is.")
    remote_start: Span | None = Field(None, description="Where the item elsewhere begins to play.")
    remote_percentage: Percentage | None = Field(None, description="The share of the item elsewhere; all if not said.")
    remote_item: RemoteItem | None = Field(None, description="The item elsewhere.")
    recipients: tuple[ValueRecipient, ...] = Field((), description="Or who is paid.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.remote_item is None) == (not self.recipients):
            what = say("A time split has either an item elsewhere (remote_item) or recipients.")
            raise wrong(what, say("Write one of the two."))
        return self


class Value(Written):
    """How listeners pay for what they hear."""

    type: Text32 = Field(description="lightning, bitcoin …")
    method: Text32 = Field(description="keysend, lnaddress …")
    suggested: Ratio | None = Field(None, description="The amount suggested for a minute.")
    recipients: tuple[ValueRecipient, ...] = Field(min_length=1, description="Who is paid.")
    time_splits: tuple[ValueTimeSplit, ...] = Field((), description="Who else is paid, for stretches of time.")


def _listed(written: Any) -> Any:
    """One way to pay is a list of one."""
    return [written] if isinstance(written, dict | Value) else written


Values = Annotated[tuple[Value, ...], BeforeValidator(_listed)]


class Chat(Written):
    """The official room to talk in."""

    server: ShortText = Field(description="The server: chat.example.org.")
    protocol: ChatProtocol = Field(description="irc, xmpp, nostr or matrix.")
    account: ShortText | None = Field(None, description="The show's account there.")
    space: ShortText | None = Field(None, description="The room.")


class Image(Written):
    """A picture of another shape or for another purpose than the cover."""

    url: Address = Field(description="The picture.")
    alt: Text | None = Field(None, description="What it shows, for those who do not see it.")
    aspect_ratio: Ratio | None = Field(None, description="Width to height: 16/9.")
    width: Number | None = Field(None, description="Its width in pixels.")
    height: Number | None = Field(None, description="Its height in pixels.")
    type: MediaType | None = Field(None, description="Its media type: image/jpeg.")
    purpose: NameText | None = Field(None, description="What for: artwork, social, canvas, banner, circular, poster.")


class Source(Written):
    """Where a rendition can be fetched."""

    uri: Uri = Field(description="The address: https, ipfs, magnet …")
    type: MediaType | None = Field(None, description="Its media type, when another.")


class Integrity(Written):
    """By which a rendition is known to be the right one."""

    type: IntegrityType = Field(description="sri or pgp-signature.")
    value: Text = Field(description="sha384-… of the file, or the signature.")

    @model_validator(mode="after")
    def _digest(self) -> Self:
        if self.type == "sri" and not is_subresource_integrity(self.value):
            what = say("“{text}” is no digest of W3C's Subresource Integrity.", text=self.value)
            raise wrong(what, say("Write sha384- and the digest in base64."))
        return self


class AlternateEnclosure(Written):
    """The same in another form: film, other quality, other language."""

    type: MediaType
    sources: tuple[Source, ...] = Field(min_length=1)
    length: Count | None = None
    bitrate: Count | None = None
    height: Number | None = None
    language: Language | None = None
    title: Text32 | None = None
    rel: Text32 | None = None
    codecs: ShortText | None = None
    default: Truth = False
    integrity: Integrity | None = None


class TranscriptLink(Written):
    """What is said, in one format and language. `rel` is `captions` where it has times."""

    url: Address
    type: MediaType
    language: Language | None = None
    rel: Text32 | None = None
