"""The one file of each episode, as the feed announces it. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from balado.errors import Severity
from balado.message import Message, say
from balado.rules.channel import is_web_address, lacks_https, to_encode
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, ChannelItem
from balado.rules.tree import Element
from balado.show.formats import PLAYED, STREAMS

TYPES = {**{form.suffix: form.declared for form in PLAYED}, ".pdf": ("application/pdf",)}
"""What Apple takes as an enclosure: the types that feeds give for each suffix; the first is Apple's own."""

_SECRETS = {
    "x-amz-signature",
    "x-amz-credential",
    "signature",
    "expires",
    "sig",
    "token",
    "access_token",
    "awsaccesskeyid",
}
_NUMBER = re.compile(r"\d{1,15}")
_NO_TIME = re.compile(r"0+(?::0+){0,2}(?:\.0*)?")
# What feeds write in place of a type, and the type that is meant.
_NO_TYPES = {
    **dict.fromkeys(("audio/mp3", "audio/x-mp3", "audio/mpeg3", "audio/x-mpeg-3", "audio/mpg", "mp3"), "audio/mpeg"),
    **dict.fromkeys(("audio/mp4a-latm", "audio/m4b", "m4a"), "audio/x-m4a"),
    **dict.fromkeys(("video/mpeg4", "video/x-mp4", "mp4"), "video/mp4"),
}
_DURATION = re.compile(r"\d+(?::[0-5]?\d(?::[0-5]?\d)?)?(?P<parts>\.\d+)?")


def enclosure_of(item: ChannelItem) -> Element | None:
    """The one enclosure that apps take."""
    return item.element.first("enclosure")


def address_of(enclosure: Element) -> str:
    """Its address."""
    return enclosure.attributes.get("url", "").strip()


def type_of(element: Element) -> str:
    """The media type that an element declares, in lower case, without parameters; empty when there is none."""
    return element.attributes.get("type", "").partition(";")[0].strip().lower()


def suffix_of(address: str) -> str:
    """The suffix of the file that an address names, in lower case."""
    try:
        return PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    except ValueError:
        return ""


def _mild(item: ChannelItem) -> Severity | None:
    """A file of ours has a sound address: what is wrong with one elsewhere was so in the feed that it comes from."""
    return "warning" if item.terms.is_own else None


def _as_enclosure(media: Element | None) -> Message | None:
    """How to say in RSS what is said in the words of Yahoo's Media RSS, which no directory of podcasts reads."""
    told = {"url": "url", "fileSize": "length", "type": "type"}
    known = {} if media is None else {name: media.attributes.get(source, "").strip() for source, name in told.items()}
    if not is_web_address(known.get("url", "")):
        return None
    missing = {"length": "0", "type": next(iter(TYPES.get(suffix_of(known["url"]), ("audio/mpeg",))))}
    known |= {name: value for name, value in missing.items() if not known[name]}
    tag = "<enclosure {}/>".format(" ".join(f'{name}="{html.escape(value)}"' for name, value in known.items()))
    return say("Write beside <media:content>: {tag}", tag=tag)


@rule("ENC-001", "error", "all", say("Give the episode one main file; others go into podcast:alternateEnclosure."))
def enclosure_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no recording, or more than one.

    Why: an item without `<enclosure>` is no episode to any app; of two, each app takes another one.
    Example: a blog post in the feed, a recording in `media:content` alone, or an MP3 and an M4A side by side.
    Remedy: one main file in `<enclosure>`; others in `podcast:alternateEnclosure`.
    Source: RSS Best Practices Profile, enclosure; Apple, A Podcaster's Guide to RSS; PSP-1.
    """
    found = item.element.all("enclosure")
    if not found and not item.is_live:
        media = next((one for one in item.element.walk() if one.name == "media:content"), None)
        yield Finding(media or item.element, say("The episode has no recording (<enclosure>)."), _as_enclosure(media))
    if len(found) > 1:
        yield Finding(found[1], say("The episode has {count} recordings; apps take the first only.", count=len(found)))


@rule("ENC-002", "error", "rss apple spotify psp1", say("Write all three: url, length and type."))
def enclosure_incomplete(item: ChannelItem) -> Iterator[Finding]:
    """A recording is announced without its address, its length or its type.

    Why: all three are required; apps pass over an enclosure that lacks one.
    Example: `<enclosure url="https://…/1.mp3"/>`.
    Remedy: write `url`, `length` (bytes) and `type`.
    Source: RSS 2.0, enclosure; Apple, A Podcaster's Guide to RSS; PSP-1, enclosure.
    """
    enclosure = enclosure_of(item)
    if enclosure is None:
        return
    missing = [name for name in ("url", "type", "length") if name not in enclosure.attributes]
    missing += [name for name in ("url", "type") if enclosure.attributes.get(name, "x").strip() == ""]
    if missing:
        yield Finding(enclosure, say("The recording is announced without {names}.", names=", ".join(missing)))
    elif not is_web_address(address_of(enclosure)):
        what = say("“{url}” is no whole web address.", url=quoted(address_of(enclosure)))
        yield Finding(enclosure, what, say("Write the whole address, from https:// on."))


@rule(
    "ENC-003", "error", "apple", say("Let the address end in the suffix of the file: .mp3, .m4a, .mp4, .m4v or .mov.")
)
def enclosure_suffix_unknown(item: ChannelItem) -> Iterator[Finding]:
    """The address of a recording does not end in a suffix that Apple knows.

    Why: Apple tells from the suffix whether it is an episode at all.
    Example: `https://example.org/download?id=3`, or `talk.ogg`.
    Remedy: give the file a name that ends in its true suffix; a `?…` behind it does no harm.
    Source: Apple, A Podcaster's Guide to RSS, enclosure.
    """
    enclosure = enclosure_of(item)
    address = address_of(enclosure) if enclosure is not None else ""
    if enclosure is not None and not item.is_live and is_web_address(address) and suffix_of(address) not in TYPES:
        what = say("The address “{url}” does not end in .mp3, .m4a, .mp4 …", url=quoted(address))
        yield Finding(enclosure, what, severity=_mild(item))


@rule("ENC-004", "error", "apple psp1", say("Write the type that belongs to the suffix."))
def enclosure_type_wrong(item: ChannelItem) -> Iterator[Finding]:
    """The type of a recording does not fit its name.

    Why: apps choose their player by the type; `audio/mp3` is no type at all.
    Example: `type="audio/mp3"`, or `type="audio/mpeg"` for an .m4a or the .m3u8 of a stream.
    Remedy: write `audio/mpeg` for .mp3, `audio/x-m4a` for .m4a, `video/mp4` for .mp4.
    Source: Apple, A Podcaster's Guide to RSS, enclosure; IANA media types.
    """
    yield from _lists_called_sound(item)
    enclosure = enclosure_of(item)
    if enclosure is None or item.is_live:
        return
    fitting = TYPES.get(suffix_of(address_of(enclosure)))
    declared = type_of(enclosure)
    if fitting is None and declared in _NO_TYPES:
        what = say("“{type}” is no type that players know.", type=quoted(declared))
        yield Finding(enclosure, what, say("Write {type}.", type=_NO_TYPES[declared]), _mild(item))
    if fitting and declared and declared not in fitting:
        what = say(
            "The type “{type}” does not fit {suffix}.", type=quoted(declared), suffix=suffix_of(address_of(enclosure))
        )
        yield Finding(enclosure, what, say("Write {type}.", type=fitting[0]), _mild(item))


def _lists_called_sound(item: ChannelItem) -> Iterator[Finding]:
    """Streams, and other renditions, that are lists of pieces and are announced as sound or film."""
    announced = [(one, address_of(one)) for one in item.element.all("enclosure")]
    for other in item.element.all("podcast:alternateEnclosure"):
        announced += [(other, one.attributes.get("uri", "").strip()) for one in other.all("podcast:source")]
    for element, address in announced:
        right = STREAMS.get(suffix_of(address))
        declared = type_of(element)
        if right and declared.startswith(("audio/mp", "video/mp")) and not declared.endswith("mpegurl"):
            what = say("The type “{type}” does not fit {suffix}.", type=quoted(declared), suffix=suffix_of(address))
            yield Finding(element, what, say("Write {type}.", type=right), "warning")


@rule("ENC-005", "error", "rss psp1", say("Write the exact number of bytes, as the size of the file says."))
def enclosure_length_wrong(item: ChannelItem) -> Iterator[Finding]:
    """The length of a recording is no number of bytes.

    Why: apps show it and count on it; some refuse the episode.
    Example: `length=""`, `length="-1"` or `length="4,800,000"`.
    Remedy: write the exact number of bytes, without separators.
    Source: RSS 2.0, enclosure; W3C feed validator, UseZeroForUnknown.
    """
    enclosure = enclosure_of(item)
    length = enclosure.attributes.get("length") if enclosure is not None else None
    if enclosure is None or length is None:
        pass
    elif not _NUMBER.fullmatch(length.strip()):
        yield Finding(enclosure, say("The length “{text}” is no number of bytes.", text=quoted(length)))
    elif int(length) == 0 and not item.is_live and not item.terms.is_own:  # what is not known is told where it is read
        yield Finding(enclosure, say("The length is 0: nobody knows how much there is to load."), severity="warning")


@rule("ENC-006", "warning", "apple", say("Use letters of ASCII, digits, hyphens, dots and underscores."))
def enclosure_address_odd(item: ChannelItem) -> Iterator[Finding]:
    """The address of a recording holds blanks or letters beyond ASCII.

    Why: apps encode such letters in different ways, and some then find nothing.
    Example: `https://example.org/Épisode 1.mp3`.
    Remedy: name the file with plain letters, or write the address percent-encoded.
    Source: Apple, A Podcaster's Guide to RSS, enclosure; RFC 3986.
    """
    enclosure = enclosure_of(item)
    if enclosure is not None and re.search(r"[^!-~]", address := address_of(enclosure)):
        what = say("The address “{url}” holds blanks or letters beyond ASCII.", url=quoted(address))
        yield Finding(enclosure, what, to_encode(address))


@rule("ENC-007", "error", "apple", say("Give each episode a recording of its own."))
def recording_in_two_episodes(channel: Channel) -> Iterator[Finding]:
    """Two episodes have the same recording.

    Why: Apple shows only one of two items with one enclosure.
    Example: a repeat, published as a new episode with the old file.
    Remedy: publish a copy under a name of its own.
    Source: Apple, A Podcaster's Guide to RSS, enclosure.
    """
    older: dict[str, Element] = {}
    for item in reversed(channel.items):
        enclosure = enclosure_of(item)
        address = address_of(enclosure) if enclosure is not None else ""
        if enclosure is None or not address:
            continue
        first = older.setdefault(address, item.element)
        if first is not item.element:
            title = quoted(first.value("title"))
            what = say("Its recording is that of “{title}” too; Apple shows only one of the two.", title=title)
            yield Finding(enclosure, what, severity="warning" if channel.document.terms.is_own else None)


@rule("ENC-008", "error", "own", say("Publish under an address that stays and that everybody may open."))
def enclosure_address_secret(item: ChannelItem) -> Iterator[Finding]:
    """The address of a recording is signed, or will not work for long.

    Why: a signed address ends after hours or days; then every app has a dead episode, and its key may be misused.
    Example: an address with `X-Amz-Signature=…` copied from a store's console.
    Remedy: publish the file under its public address.
    Source: Apple, A Podcaster's Guide to RSS, hosting; our own safety.
    """
    enclosure = enclosure_of(item)
    address = address_of(enclosure) if enclosure is not None else ""
    try:
        names = {name.lower() for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    except ValueError:
        return
    secrets = sorted(names & _SECRETS)
    if enclosure is not None and secrets:
        yield Finding(enclosure, say("The address is signed ({names}): it ends one day.", names=", ".join(secrets)))


@rule("ENC-009", "warning", "podcast20 web", say("Publish under https."))
def enclosure_without_https(item: ChannelItem) -> Iterator[Finding]:
    """The address of a recording has no https.

    Why: browsers do not play it on a page with https, and anybody on the way can change it.
    Example: `http://example.org/1.mp3`.
    Remedy: publish under https; keep the old address alive for who has it.
    Source: podcast namespace, general rules; Apple, podcast requirements.
    """
    enclosure = enclosure_of(item)
    if enclosure is None:
        return
    address = address_of(enclosure)
    if address.lower().startswith("http://") and lacks_https(address, item.terms):
        yield Finding(enclosure, say("The address “{url}” has no https.", url=quoted(address)))


@rule("AUD-003", "warning", "apple spotify", say("Write its duration in seconds, or leave the tag out."))
def duration_zero(item: ChannelItem) -> Iterator[Finding]:
    """An episode lasts no time at all, by the feed.

    Why: a program that could not read the recording writes 0; apps show “0 min”, or take the episode for unplayable.
    Example: `<itunes:duration>0</itunes:duration>` or `00:00:00`.
    Remedy: write the duration of the recording; without the tag apps find it themselves.
    Source: Spotify, podcast delivery specification; Apple, A Podcaster's Guide to RSS, itunes:duration.
    """
    duration = item.element.first("itunes:duration")
    if duration is not None and not item.is_live and _NO_TIME.fullmatch(duration.text.strip()):
        yield Finding(duration, say("The episode lasts “{text}”, by the feed.", text=quoted(duration.text)))


@rule("AUD-003", "error", "apple rss", say("Write whole seconds: <itunes:duration>3605</itunes:duration>"))
def duration_malformed(item: ChannelItem) -> Iterator[Finding]:
    """The duration of an episode is in no form that apps read.

    Why: apps then show none, or a wrong one. One with parts of a second (a warning) most of them read.
    Example: “65 min” or `1:61:00`; `293.6`.
    Remedy: write whole seconds; `1:00:05` is read too.
    Source: Apple, A Podcaster's Guide to RSS, itunes:duration; PSP-1; W3C feed validator.
    """
    duration = item.element.first("itunes:duration")
    found = None if duration is None else _DURATION.fullmatch(duration.text.strip())
    if duration is not None and found is None:
        yield Finding(duration, say("“{text}” is no duration that apps read.", text=quoted(duration.text)))
    elif duration is not None and found is not None and found["parts"]:
        what = say("“{text}” has parts of a second; only whole ones are sure to be read.", text=quoted(duration.text))
        yield Finding(duration, what, severity="warning")
