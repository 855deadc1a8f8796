r"""Tags and character references inside the words of captions: unwrapped when read, escaped when written.

WebVTT: https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules. SubRip has no specification; players know the
few HTML tags below and the braces of SubStation Alpha (`{\an8}`). An unknown tag is text: nothing is lost.
Every pattern stops at the next opening sign, so that hostile input costs no more than its length. Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from balado.transcripts.transcript import MOST_VOICES, Voice, voice_of

_HTML_TAGS = "b|i|u|s|em|strong|font|span|br"
VTT_TAG = re.compile(
    r"<(?P<end>/?)v(?:\.[^\s<>]*)?(?:\s++(?P<name>[^<>]*))?>"
    rf"|</?(?:{_HTML_TAGS}|c|ruby|rt|lang)(?:[.\s/][^<>]*)?>"
    r"|<[0-9]+:[0-9:.]+>",
    re.IGNORECASE,
)
SRT_TAG = re.compile(rf"</?(?:{_HTML_TAGS})(?:[ \t/][^<>\n]*)?>|\{{\\[^{{}}\n]*\}}", re.IGNORECASE)
# Each sign that can open one: escaping only those that are closed would make tags of what stood around them.
_SRT_OPENING = re.compile(rf"<(?=/?(?:{_HTML_TAGS})[ \t/>])|\{{(?=\\)", re.IGNORECASE)
# Not html.unescape alone: it takes `&copy` without its semicolon, and stumbles over numbers of 5,000 digits.
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SRT_TIMES = re.compile(r"^([ \t]*[0-9][0-9:.,]*[ \t]*--)>", re.MULTILINE)
NO_BREAK = "\u00a0"


def vtt_voices(words: str) -> tuple[Voice, ...]:
    """The voices of a WebVTT cue: a `<v Name>` begins one, `</v>` ends it."""
    return tuple(islice((voice for voice in _vtt_voices(words) if voice is not None), MOST_VOICES + 1))


def _vtt_voices(words: str) -> Iterator[Voice | None]:
    speaker: str | None = None
    said: list[str] = []
    position = 0
    for tag in VTT_TAG.finditer(words) if "<" in words else ():
        said.append(words[position : tag.start()])
        position = tag.end()
        if tag["end"] is None:
            said.append(_in_place_of(tag.group()))
            continue
        yield voice_of(unescaped("".join(said)), speaker)
        said = []
        speaker = None if tag["end"] else unescaped(tag["name"] or "")
    yield voice_of(unescaped("".join([*said, words[position:]])), speaker)


def srt_words(words: str) -> str:
    """The words of a SubRip cue as they are shown."""
    return unescaped(SRT_TAG.sub(lambda tag: _in_place_of(tag.group()), words))


def vtt_escaped(words: str) -> str:
    """Words as WebVTT carries them. An empty line, which would end the cue, holds a no-break space."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "\n".join(line or "&nbsp;" for line in escaped.split("\n"))


def vtt_voice_tag(name: str, classes: str = "") -> str:
    """The tag that begins a voice: `<v Name>`. `classes` are written as in WebVTT, each behind a full stop.

    Two hyphens at the end of a name would make an arrow with the end of the tag: the line would be one of times.
    """
    escaped = vtt_escaped(name)
    if escaped.endswith("--"):
        escaped = f"{escaped[:-1]}&#45;"
    return f"<v{classes} {escaped}>"


def srt_escaped(words: str) -> str:
    """Words as SubRip carries them: as they are, but for what `srt_words` would not give back."""
    escaped = REFERENCE.sub(lambda found: f"&amp;{found.group()[1:]}", words)
    escaped = _SRT_OPENING.sub(lambda found: "&lt;" if found.group() == "<" else "&#123;", escaped)
    return "\n".join(line or NO_BREAK for line in escaped.split("\n"))


def srt_times_escaped(written: str) -> str:
    """The lines of a cue, less what a reader would take for a line of times."""
    return _SRT_TIMES.sub(r"\1&gt;", written)


def _in_place_of(tag: str) -> str:
    return "\n" if tag[:3].lower() == "<br" else ""


def unescaped(words: str) -> str:
    """The words with the characters that are meant where references to them stand."""
    return REFERENCE.sub(lambda found: html.unescape(found.group()), words) if "&" in words else words
