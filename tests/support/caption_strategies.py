"""Files of captions as any program may have written them, and what a reader may do to them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from balado.studio.captions.document import CaptionFile
from balado.studio.captions.operations import (
    ChangeText,
    JoinCaptions,
    KeepWords,
    NameSpeaker,
    Operation,
    PutTermsRight,
    RemoveCaption,
    ReplaceFound,
    SplitCaption,
)
from balado.studio.captions.search import WordSearch
from balado.transcripts.vtt import stamp
from balado.workshop.speech.glossary import Term

WORDS = (
    "kilomètre", "Conseil", "d’État", "l'État", "12", "1984", "&amp;", "&lt;i&gt;", "&nbsp;?", "a", "—", "NOTE",
    "STYLE", "<c.unsure>sircom</c>", "<c.unsure>deux mots</c>", "<i>bien</i>", "<c.red>rouge</c>", "e\u0301te\u0301",
    "\u202eabc", "Castex:", "<b>un", "x</b>", "<00:00:01.000>", "&copy;", "&#0;", "<", "&", "--",
)  # fmt: skip
TYPED = st.text(st.sampled_from("ab é’&<>-:\n\t\x00 {\\i}1;/\u00a0\u202e"), min_size=1, max_size=20) | st.sampled_from(
    [
        "a --> b",
        "00:01.000 --> 00:02.000",
        "<v Moi>x",
        "</c>",
        "<script>alert(1)</script>",
        "\n\n",
        "NOTE x",
        "1984",
        "&lt;",
    ]
)
SEARCHES = st.builds(
    WordSearch, st.sampled_from(["conseil", "a", "&", "12", "<", "ete"]), st.booleans(), st.booleans(), st.booleans()
)
HEADERS = ("WEBVTT", "WEBVTT - Voix\nKind: captions\nLanguage: fr", "WEBVTT\n\nNOTE balado draft")
BETWEEN = ("NOTE un commentaire\nsur deux lignes", "STYLE\n::cue { color: red }", "NOTE\n<c.unsure>ici</c>")


@st.composite
def caption_files(draw: st.DrawFn) -> tuple[bytes, str]:
    """The bytes of a file that can be read, and its suffix."""
    suffix = draw(st.sampled_from([".vtt", ".vtt", ".srt"]))
    blocks: list[str] = []
    time = 0
    for number in range(draw(st.integers(1, 7))):
        time += draw(st.sampled_from([0, 1, 40, 900, 2500, 60_000]))
        lasts = draw(st.sampled_from([1, 7, 900, 4000]))
        blocks += [draw(st.sampled_from(BETWEEN))] if suffix == ".vtt" and draw(st.integers(0, 4)) == 0 else []
        blocks.append(draw(_caption(suffix, number + 1, time, time + lasts)))
        time += draw(st.sampled_from([0, lasts]))
    header = draw(
        st.sampled_from(["WEBVTT", "WEBVTT - Voix\nKind: captions\nLanguage: fr", "WEBVTT\n\nNOTE balado draft"])
    )
    text = "\n\n".join([header, *blocks] if suffix == ".vtt" else blocks) + draw(st.sampled_from(["\n", "", "\n\n\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"]))), suffix


@st.composite
def _caption(draw: st.DrawFn, suffix: str, number: int, start: int, end: int) -> str:
    mark = "." if suffix == ".vtt" else ","
    times = [stamp(timedelta(milliseconds=time), mark) for time in (start, end)]
    settings = draw(st.sampled_from(["", "", " align:start position:10%"])) if suffix == ".vtt" else ""
    name = draw(st.sampled_from(["", f"{number}\n"]))
    lines = [
        " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))) for _ in range(draw(st.integers(1, 3)))
    ]
    if suffix == ".vtt":
        voice = draw(st.sampled_from(["", "<v Voix 1>", "<v.loud Jean Castex>", "<v A &amp; B>"]))
        lines[-1] += draw(st.sampled_from(["", "</v>", "</v>\n<v Claire>Oui"])) if voice else ""
    else:
        voice = draw(st.sampled_from(["", "Jean Castex: ", "- Claire: ", "{\\an8}"]))
    body = voice + "\n".join(lines)
    return f"{name}{times[0]} --> {times[1]}{settings}\n{body}"


@st.composite
def operations_on(draw: st.DrawFn, file: CaptionFile) -> Operation:
    """Something that a reader may do to one of the captions."""
    place = draw(st.integers(0, len(file.captions) - 1))
    caption = file.captions[place]
    keys = tuple(one.key for one in file.captions if draw(st.booleans()))
    words = len(caption.words.plain)
    kinds: list[st.SearchStrategy[Operation]] = [
        st.builds(ChangeText, st.just(caption.key), TYPED | st.text(max_size=30)),
        st.builds(ChangeText, st.just(caption.key), TYPED.map(lambda typed: f"{typed} {caption.words.plain}")),
        st.builds(KeepWords, st.just(caption.key), st.none() | st.tuples(st.integers(0, 4))),
        st.builds(SplitCaption, st.just(caption.key), st.integers(0, words)),
        st.builds(NameSpeaker, st.just(caption.key), TYPED | st.just("Jean Castex"), st.integers(0, 1),
                  st.sampled_from(["line", "onward", "everywhere"])),
        st.builds(ReplaceFound, SEARCHES, TYPED, st.just(keys)),
        st.just(PutTermsRight((Term("SIRCOM", ("sircom", "deux mots")), Term("Été")), keys)),
    ]  # fmt: skip
    if place + 1 < len(file.captions):
        kinds.append(st.just(JoinCaptions(caption.key, file.captions[place + 1].key)))
    if len(file.captions) > 1:
        kinds.append(st.just(RemoveCaption(caption.key)))
    return draw(st.one_of(kinds))
