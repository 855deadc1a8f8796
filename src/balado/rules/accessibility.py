"""What people need who cannot hear, or not see; from a day on that the show names, an error. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from balado.errors import Severity
from balado.message import say
from balado.rules.rule import Finding, rule
from balado.rules.subject import Channel, ChannelItem

_NEVER = datetime.max.replace(tzinfo=UTC)


def _is_required(item: ChannelItem, what: str) -> bool:
    """Whether the show requires this of an episode of that day."""
    since = item.terms.require.get(what)
    if since is None:
        return False
    return (item.published or _NEVER) >= since.astimezone(UTC)


def _severity(item: ChannelItem, what: str) -> Severity:
    return "error" if _is_required(item, what) else "info"


@rule("TRN-005", "info", "apple psp1 rgaa", say("Add transcript.vtt to its folder; `balado transcribe` drafts one."))
def transcript_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no transcript.

    Why: people who do not hear have nothing else; public institutions must give one (RGAA 4.1, criterion 4.1).
    Example: an episode published with its sound alone.
    Remedy: put `transcript.vtt` into its folder. `require: {transcript: DATE}` makes it an error from that day on.
    Source: RGAA 4.1, theme 4; Apple, transcripts; PSP-1, podcast:transcript.
    """
    if not item.is_live and item.element.first("enclosure") and not item.element.all("podcast:transcript"):
        yield Finding(item.element, say("The episode has no transcript."), severity=_severity(item, "transcript"))


@rule("TRN-005", "error", "rgaa", say("Write `chapters:` in its episode.md, or put chapters.txt into its folder."))
def chapters_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no chapters, where the show requires them.

    Why: in two hours of sound nobody finds a place without them; a screen reader jumps by chapters.
    Example: a conference of 2022-11-01, with `require: {chapters: 2022-10-01}` in feed.yaml.
    Remedy: name the chapters in the episode's text, or in a file of its folder.
    Source: RGAA 4.1, theme 12 (navigation), as the show applies it.
    """
    given = item.element.first("podcast:chapters") or item.element.first("psc:chapters")
    if not item.is_live and given is None and _is_required(item, "chapters"):
        yield Finding(item.element, say("The episode has no chapters."))


@rule("ART-006", "info", "own rgaa", say("Say in a few words what the picture shows: `alt:`."))
def alt_missing(item: ChannelItem) -> Iterator[Finding]:
    """A picture has no words for those who do not see it.

    Why: a screen reader says nothing of it, or reads out its address.
    Example: `<podcast:image href="…"/>` without `alt`.
    Remedy: describe the picture. `require: {alt: DATE}` makes it an error from that day on; of the episode's own cover
    a warning, which Balado has not always announced here.
    Source: RGAA 4.1, criterion 1.1; podcast namespace, image.
    """
    cover = item.element.first("itunes:image")
    href = cover.attributes.get("href", "") if cover is not None else ""
    for image in item.element.all("podcast:image"):
        if not image.attributes.get("alt", "").strip():
            severity = _severity(item, "alt")
            if severity == "error" and image.attributes.get("href", "") == href:
                severity = "warning"
            yield Finding(image, say("The picture has no words for it (alt)."), severity=severity)


@rule("ART-006", "info", "own rgaa", say("Say in a few words what the cover shows: `alt:`."))
def show_alt_missing(channel: Channel) -> Iterator[Finding]:
    """A picture of the show has no words for those who do not see it.

    Why: a screen reader says nothing of it, or reads out its address.
    Example: `<podcast:image href="…"/>` without `alt`, in the channel.
    Remedy: describe the picture, with `alt:` in feed.yaml for the cover.
    Source: RGAA 4.1, criterion 1.1; podcast namespace, image.
    """
    for image in channel.element.all("podcast:image"):
        if not image.attributes.get("alt", "").strip():
            yield Finding(image, say("The picture has no words for it (alt)."))


@rule("TRN-005", "info", "rgaa podcast20", say("Name its language: transcript.fr.vtt, or language: fr."))
def transcript_language_missing(item: ChannelItem) -> Iterator[Finding]:
    """A transcript does not say its language, and nothing else does.

    Why: a screen reader that takes French for English cannot be understood; of two transcripts an app shows either.
    Example: two transcripts in WebVTT, neither with `language`.
    Remedy: name the language of each. `require: {language: DATE}` makes it an error from that day on.
    Source: RGAA 4.1, criterion 8.7; podcast namespace, transcript.
    """
    unnamed = [one for one in item.element.all("podcast:transcript") if not one.attributes.get("language", "").strip()]
    known = bool(item.channel.element.value("language"))
    types = [one.attributes.get("type", "") for one in unnamed]
    if unnamed and (not known or len(set(types)) < len(types)):
        what = say("A transcript does not say its language.")
        yield Finding(unnamed[-1], what, severity=_severity(item, "language"))
