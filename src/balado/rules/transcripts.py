"""Transcripts as a feed announces them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from balado.message import say
from balado.rules.enclosures import type_of
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import ChannelItem
from balado.rules.tree import Element
from balado.show.vocabulary import AI_CONTENT

_TIMED = ("text/vtt", "application/x-subrip", "application/srt", "text/srt")
_TYPES = (*_TIMED, "application/json", "text/html", "text/plain")


@rule(
    "TRN-001",
    "error",
    "apple psp1 podcast20",
    say("Write text/vtt, application/x-subrip, application/json or text/html."),
)
def transcript_type_unknown(item: ChannelItem) -> Iterator[Finding]:
    """The type of a transcript is none that apps know.

    Why: an app opens a transcript by its type, and passes over others.
    Example: `type="vtt"` or `type="text/srt"`.
    Remedy: write `text/vtt` for .vtt, `application/x-subrip` for .srt.
    Source: podcast namespace, transcript; Apple, transcripts.
    """
    for transcript in item.element.all("podcast:transcript"):
        kind = type_of(transcript)
        if kind == "text/srt":
            what = say("“text/srt” is no registered type; apps that read it by chance are few.")
            yield Finding(transcript, what, say("Write application/x-subrip."), "warning")
        elif kind and kind not in _TYPES:
            yield Finding(transcript, say("“{type}” is no type of transcripts.", type=quoted(kind)))


@rule("TRN-002", "warning", "apple", say("Add one in WebVTT (.vtt), and name it first."))
def transcript_without_times(item: ChannelItem) -> Iterator[Finding]:
    """There are transcripts, none of them in a form that Apple shows, or WebVTT is not the first.

    Why: Apple reads WebVTT and SRT only; older apps read the first transcript and no other.
    Example: a transcript in HTML alone.
    Remedy: add WebVTT and name it first.
    Source: Apple, transcripts; podcast namespace, transcript.
    """
    found = item.element.all("podcast:transcript")
    types = [type_of(transcript) for transcript in found]
    if types and not any(kind in _TIMED for kind in types):
        yield Finding(found[0], say("No transcript is in WebVTT or SRT: Apple shows none."))
    elif "text/vtt" in types and types[0] != "text/vtt":
        yield Finding(found[0], say("The first transcript is {type}; older apps read no other.", type=types[0]))


@rule("OWN-005", "info", "own podcast20", say("Say what a machine made: `ai: [transcript]`, or `ai: false`."))
def ai_content_missing(item: ChannelItem) -> Iterator[Finding]:
    """A machine wrote the first draft of an episode's transcript, and nothing says what machines made of the episode.

    Why: listeners want to know what comes from a machine; where it is what they hear or see, the AI Act of the European
    Union asks for it since 2026-08-02.
    Example: a transcript accepted from a draft of `balado transcribe`, without `ai:` in episode.md or feed.yaml.
    Remedy: write `ai: [transcript]`, or what else a machine made: voice, music, text, picture, translation.
    Source: podcast namespace, txt (purpose ai-content); Regulation (EU) 2024/1689, article 50.
    """
    told = any(map(_tells_of_ai, (item.element, item.channel.element)))
    if item.element.value("guid") in item.terms.drafted and not told:
        yield Finding(item.element, say("Nothing says what a machine made; the transcript began as a machine's draft."))


def _tells_of_ai(element: Element) -> bool:
    return any(one.attributes.get("purpose", "").strip() == AI_CONTENT for one in element.all("podcast:txt"))
