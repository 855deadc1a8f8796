"""Tags of the podcast namespace: who the show is, what they require, where they stand, how long they may be. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pydantic_core import PydanticCustomError

from balado.message import say
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, ChannelItem
from balado.rules.tree import Element
from balado.show.values.plain import objection
from balado.show.values.podcast import country, geo, osm
from balado.show.vocabulary import AI_CONTENT, LICENSES, PERSON_GROUPS, PERSON_ROLES

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "podcast:transcript": ("url", "type"),
    "podcast:funding": ("url",),
    "podcast:chapters": ("url", "type"),
    "podcast:soundbite": ("startTime", "duration"),
    "podcast:trailer": ("url", "pubdate"),
    "podcast:alternateEnclosure": ("type",),
    "podcast:source": ("uri",),
    "podcast:integrity": ("type", "value"),
    "podcast:images": ("srcset",),
    "podcast:liveItem": ("status", "start"),
    "podcast:contentLink": ("href",),
    "podcast:socialInteract": ("protocol",),
    "podcast:remoteItem": ("feedGuid",),
    "podcast:podping": ("usesPodping",),
    "podcast:value": ("type", "method"),
    "podcast:valueRecipient": ("type", "address", "split"),
    "podcast:valueTimeSplit": ("startTime", "duration"),
    "podcast:chat": ("server", "protocol"),
    "podcast:image": ("href",),
    "podcast:txt": (),
}
_ANY_ITEM = ("item", "podcast:liveItem")
_BOTH = ("channel", *_ANY_ITEM)
_PARENTS: Mapping[str, tuple[str, ...]] = {
    "podcast:locked": ("channel",),
    "podcast:guid": ("channel",),
    "podcast:medium": ("channel",),
    "podcast:trailer": ("channel",),
    "podcast:block": ("channel",),
    "podcast:liveItem": ("channel",),
    "podcast:podroll": ("channel",),
    "podcast:updateFrequency": ("channel",),
    "podcast:podping": ("channel",),
    "podcast:publisher": ("channel",),
    "podcast:transcript": _ANY_ITEM,
    "podcast:chapters": _ANY_ITEM,
    "podcast:soundbite": _ANY_ITEM,
    "podcast:season": _ANY_ITEM,
    "podcast:episode": _ANY_ITEM,
    "podcast:alternateEnclosure": _ANY_ITEM,
    "podcast:contentLink": _ANY_ITEM,
    "podcast:source": ("podcast:alternateEnclosure",),
    "podcast:integrity": ("podcast:alternateEnclosure",),
    "podcast:valueRecipient": ("podcast:value", "podcast:valueTimeSplit"),
    "podcast:valueTimeSplit": ("podcast:value",),
    "podcast:person": _BOTH,
    "podcast:location": _BOTH,
    "podcast:license": _BOTH,
    "podcast:funding": _BOTH,
    "podcast:value": _BOTH,
    "podcast:chat": _BOTH,
    "podcast:txt": _BOTH,
    "podcast:socialInteract": _BOTH,
}
_SINGLE = (
    "podcast:chapters", "podcast:season", "podcast:episode", "podcast:license", "podcast:chat", "podcast:podroll",
    "podcast:updateFrequency", "podcast:podping", "podcast:publisher", "podcast:integrity",
)  # fmt: skip
_TEXT_LIMITS: Mapping[str, int] = {
    "podcast:funding": 128, "podcast:soundbite": 128, "podcast:person": 128, "podcast:location": 128,
    "podcast:trailer": 128, "podcast:license": 128, "podcast:updateFrequency": 128, "podcast:txt": 4000,
}  # fmt: skip
_ATTRIBUTE_LIMITS: Mapping[tuple[str, str], int] = {
    ("podcast:season", "name"): 128, ("podcast:episode", "display"): 32,
    ("podcast:alternateEnclosure", "title"): 32, ("podcast:alternateEnclosure", "rel"): 32,
    ("podcast:txt", "purpose"): 128,
}  # fmt: skip
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NEVER_BLANK = ("podcast:person", "podcast:location", "podcast:trailer", "podcast:license", "podcast:updateFrequency")
_PLACE_FORMS: Mapping[str, Callable[[object], str]] = {"geo": geo, "osm": osm, "country": country}


def _tags(channel: Channel) -> Iterator[Element]:
    return (element for element in channel.element.walk() if element.name.startswith("podcast:"))


@rule("P20-001", "warning", "psp1 podcast20", say("Give the show its podcast:guid, once and for all."))
def show_guid_missing(channel: Channel) -> Iterator[Finding]:
    """The show has no identity of its own (podcast:guid).

    Why: when it moves to another address, directories take it for another show.
    Example: a feed of a host that does not write it.
    Remedy: derive it once from the first address of the feed, and never change it again.
    Source: PSP-1, podcast:guid; podcast namespace, guid.
    """
    guid = channel.element.first("podcast:guid")
    if guid is None or not guid.text.strip():
        yield Finding(guid or channel.element, say("The show has no podcast:guid."))


@rule("P20-002", "error", "podcast20", say("Write the guid that the show was given once, in lower case with hyphens."))
def show_guid_malformed(channel: Channel) -> Iterator[Finding]:
    """The identity of the show (podcast:guid) is no UUID.

    Why: directories look shows up by it, and pass over one that has another form.
    Example: `<podcast:guid>{917393E3-1B1E-5CEF-ACE4-EDAA54E1F810}</podcast:guid>`, with braces and capitals.
    Remedy: write the 36 characters of the UUID alone, in lower case.
    Source: podcast namespace, guid.
    """
    guid = channel.element.first("podcast:guid")
    if guid is not None and guid.text.strip() and not _UUID.fullmatch(guid.text.strip()):
        yield Finding(guid, say("“{text}” is no UUID.", text=guid.text.strip()[:60]))


@rule("P20-003", "warning", "psp1", say("Write <podcast:locked>yes</podcast:locked>."))
def locked_missing(channel: Channel) -> Iterator[Finding]:
    """The feed does not say whether other hosts may import it, or not by yes or no.

    Why: hosts that ask first find no answer; anybody can then copy the show.
    Example: `<podcast:locked>true</podcast:locked>`.
    Remedy: write `yes`; write `no` while you move the show.
    Source: PSP-1, podcast:locked; podcast namespace, locked.
    """
    locked = channel.element.first("podcast:locked")
    if locked is None or not locked.text.strip():
        yield Finding(locked or channel.element, say("The feed does not say whether it may be imported."))
    elif locked.text.strip().lower() not in ("yes", "no"):
        yield Finding(locked, say("“{text}” is neither yes nor no.", text=quoted(locked.text)))


@rule("P20-004", "error", "podcast20 psp1", say("Add what is missing."))
def podcast_attribute_missing(channel: Channel) -> Iterator[Finding]:
    """A tag of the podcast namespace lacks an attribute that it requires.

    Why: apps pass over the tag.
    Example: `<podcast:transcript url="…"/>` without its type.
    Remedy: add the attribute.
    Source: podcast namespace, the page of each tag; PSP-1, podcast:transcript.
    """
    for element in _tags(channel):
        missing = [name for name in _REQUIRED.get(element.name, ()) if not element.attributes.get(name, "").strip()]
        protocol = element.attributes.get("protocol", "")
        if element.name == "podcast:socialInteract" and protocol != "disabled" and not element.attributes.get("uri"):
            missing.append("uri")
        if element.name == "podcast:license" and _is_own_license(element) and not element.attributes.get("url"):
            missing.append("url")
        if missing:
            what = say("<{name}> lacks {missing}.", name=element.name, missing=", ".join(missing))
            yield Finding(element, what)


def _is_own_license(element: Element) -> bool:
    return bool(element.text.strip()) and element.text.strip().upper() not in {name.upper() for name in LICENSES}


@rule("P20-004", "error", "podcast20", say("Move it to where it belongs, or keep one of them."))
def podcast_tag_misplaced(channel: Channel) -> Iterator[Finding]:
    """A tag of the podcast namespace stands where it counts for nothing, or too often.

    Why: apps look for each tag in its own place, and take the first.
    Example: `<podcast:locked>` inside an episode.
    Remedy: move it, or keep one.
    Source: podcast namespace, the page of each tag.
    """
    for element in _tags(channel):
        parent = element.parent
        allowed = _PARENTS.get(element.name)
        if allowed is not None and parent is not None and parent.name not in allowed:
            what = say("<{name}> does not belong into <{parent}>.", name=element.name, parent=quoted(parent.name))
            yield Finding(element, what)
        elif element.name in _SINGLE and element.number > 1:
            yield Finding(element, say("<{name}> stands here more than once.", name=element.name))
        elif element.name == "podcast:images":
            what = say("<podcast:images> is not read any more.")
            yield Finding(element, what, say("Write <podcast:image>, or leave it out."), "info")


@rule("P20-005", "warning", "podcast20", say("Shorten it, or write what belongs there."))
def podcast_value_unfit(channel: Channel) -> Iterator[Finding]:
    """A value of the podcast namespace is longer than its limit, or empty where it must not be.

    Why: apps cut it, or pass over the tag.
    Example: a soundbite with a title of 200 characters; a person without a name.
    Remedy: shorten it to the limit, or fill it in.
    Source: podcast namespace, the page of each tag.
    """
    for element in _tags(channel):
        text = element.text.strip()
        most = _TEXT_LIMITS.get(element.name)
        if most is not None and len(text) > most:
            what = say(
                "<{name}> has {count} characters; {most} are read.", name=element.name, count=len(text), most=most
            )
            yield Finding(element, what)
        if element.name in _NEVER_BLANK and not text:
            yield Finding(element, say("<{name}> is empty.", name=element.name))
        for name, value in element.attributes.items():
            limit = _ATTRIBUTE_LIMITS.get((element.name, name))
            if limit is not None and len(value) > limit:
                what = say(
                    "“{text}” has {count} characters; {most} are read.",
                    text=quoted(value),
                    count=len(value),
                    most=limit,
                )
                yield Finding(element, what)


_PURPOSES = ("verify", "applepodcastsverify", "release", AI_CONTENT)


@rule("P20-005", "warning", "podcast20", say("Write it as the podcast namespace does."))
def txt_unfit(channel: Channel) -> Iterator[Finding]:
    """A text for machines is not in the words that those machines look for.

    Why: what is said about AI with `ai-content` counts only as `true` or `false`, and a purpose only letter by letter.
    Example: `<podcast:txt purpose="ai-content">yes</podcast:txt>`, or `purpose="AI_content"`.
    Remedy: write `true` where a machine made what is heard, else `false`; the purpose in lower case.
    Source: podcast namespace, txt (purposes in common use).
    """
    for element in (one for one in _tags(channel) if one.name == "podcast:txt"):
        purpose, text = element.attributes.get("purpose", "").strip(), element.text.strip()
        meant = "-".join(purpose.lower().replace("_", " ").split())
        if purpose not in _PURPOSES and meant in _PURPOSES:
            what = say("“{text}” is no purpose that anybody looks for.", text=quoted(purpose))
            yield Finding(element, what, say("Did you mean “{near}”?", near=meant))
        if meant == AI_CONTENT and text not in ("true", "false"):
            what = say("“{text}” is neither true nor false.", text=quoted(text))
            yield Finding(element, what, say("Write true where a machine made what is heard, else false."))


@rule("P20-006", "warning", "podcast20", say("Use the nearest role of the list: host, guest, narrator, producer …"))
def person_role_unknown(channel: Channel) -> Iterator[Finding]:
    """Somebody has a role, or belongs to a group, that the podcast namespace does not know.

    Why: apps show people by their roles; those of others are left out or shown as hosts.
    Example: `role="moderator"`.
    Remedy: use the nearest role of the taxonomy.
    Source: podcast namespace, person and its taxonomy.
    """
    for element in _tags(channel):
        if element.name != "podcast:person":
            continue
        for name, known in (("role", PERSON_ROLES), ("group", PERSON_GROUPS)):
            word = element.attributes.get(name, "").strip()
            if word and word.lower() not in known:
                yield Finding(element, say("“{word}” is no {name} of the taxonomy.", word=quoted(word), name=name))


@rule("P20-006", "info", "podcast20", say("Name the hosts in the episode too."))
def hosts_not_repeated(item: ChannelItem) -> Iterator[Finding]:
    """An episode names its guests and not the hosts, whom the show names.

    Why: the people of an episode take the place of all people of the show: the hosts are then not shown.
    Example: a host in the channel, a guest alone in the item.
    Remedy: name the hosts in the episode too.
    Source: podcast namespace, person.
    """
    people = item.element.all("podcast:person")
    hosts = [one for one in item.channel.element.all("podcast:person") if _role(one) == "host"]
    if people and hosts and not any(_role(one) in ("host", "co-host", "guest host") for one in people):
        yield Finding(people[0], say("The episode names guests and no host; the show has one."))


def _role(person: Element) -> str:
    return person.attributes.get("role", "host").strip().lower() or "host"


@rule("P20-007", "warning", "podcast20", say("Write the place as the podcast namespace wants it."))
def location_malformed(channel: Channel) -> Iterator[Finding]:
    """A place has coordinates, a number or a country that cannot be.

    Why: apps put it on the wrong map, or nowhere.
    Example: `geo="48.85,2.35"` without `geo:`, or `country="FRA"`.
    Remedy: write `geo:48.85,2.35`, `R7444`, `FR`.
    Source: podcast namespace, location; RFC 5870; ISO 3166-1.
    """
    for element in _tags(channel):
        if element.name != "podcast:location":
            continue
        for name, form in _PLACE_FORMS.items():
            value = element.attributes.get(name, "").partition("#")[0].strip()  # the revision of an osm object
            if not value:
                continue
            if name == "geo" and not value.lower().startswith("geo:"):
                what = say("“{text}” does not begin with geo:", text=quoted(value))
                yield Finding(element, what)
                continue
            try:
                form(value)
            except PydanticCustomError as error:
                yield Finding(element, *objection(error))
