from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from programs import need_program
from transcripts import cue, doubts_of, flaws_of, transcript_of, words_of

from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import Cue, Transcript, Voice
from balado.transcripts.vtt import write_vtt

EVERYTHING = """\
WEBVTT - Réussir le dernier kilomètre
Kind: captions
Language: fr

STYLE
::cue(.loud) { color: red }

REGION
id:fred
width:40%

NOTE made by hand

NOTE
in two
lines

bienvenue
00:01.000 --> 00:02.500 align:start position:10%,line-left
<v.loud Claire Hédon>Bonjour <i>à</i> <c.yellow.bg>tous</c> &amp; merci&nbsp;!</v>

2
01:00:02.250-->01:00:04.000
<v Bob>Oui.
<00:01.000>Non. <b><u>Si.</u></b>
"""


def read(text: str) -> Transcript:
    return transcript_of(text, ".vtt")


def body(text: str) -> list[tuple[str | None, str]]:
    return words_of(read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n"))


def flaws(text: str) -> list[tuple[int | None, str]]:
    return flaws_of(text, ".vtt")


def test_everything_the_format_has_is_read_and_only_words_times_and_speakers_stay() -> None:
    assert read(EVERYTHING).cues == (
        cue(1, 2.5, Voice("Bonjour à tous & merci\u00a0!", "Claire Hédon")),
        cue(3602.25, 3604, Voice("Oui.\nNon. Si.", "Bob")),
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_do_not_matter(end: str, mark: str) -> None:
    assert read(mark + EVERYTHING.replace("\n", end)) == read(EVERYTHING)


def test_a_file_without_cues_is_an_empty_transcript() -> None:
    assert read("WEBVTT").cues == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<v Ada>Hi</v> <v Bob>Hello</v>", [("Ada", "Hi"), ("Bob", "Hello")]),
        ("<v Ada>Hi\n<v Bob>Hello", [("Ada", "Hi"), ("Bob", "Hello")]),
        ("<v Ada>Hi</v> (laughter)", [("Ada", "Hi"), (None, "(laughter)")]),
        ("(noise)\n<v Ada>Hi", [(None, "(noise)"), ("Ada", "Hi")]),
        ("<v Ada></v><v Bob>Hello", [("Bob", "Hello")]),
        ("<v>Hi", [(None, "Hi")]),
        ("<v\tAda\nLovelace>Hi", [("Ada Lovelace", "Hi")]),
        ("<v R&amp;D &lt;Paris&gt;>Hi", [("R&D <Paris>", "Hi")]),
        ("<V Ada>Hi</V>", [("Ada", "Hi")]),
    ],
)
def test_each_voice_is_kept(written: str, said: list[tuple[str | None, str]]) -> None:
    assert body(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("1 < 2 and R&D", "1 < 2 and R&D"),
        ("3 &times; 4 = &#49;2 &#x2713;", "3 × 4 = 12 ✓"),
        ("&unknown; &amp;lt;", "&unknown; &lt;"),
        ("<laughs> Yes <3", "<laughs> Yes <3"),
        ("<ruby>漢<rt>kan</rt></ruby> <lang fr>oui</lang>", "漢kan oui"),
        ('<font color="red">red</font><br/>blue', "red\nblue"),
        ("Ada: not a voice here", "Ada: not a voice here"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
    ],
)
def test_markup_is_unwrapped_and_what_is_none_stays(written: str, said: str) -> None:
    assert body(written) == [(None, said)]


@pytest.mark.parametrize("blanks", [" ", "\t", "  "])
def test_a_line_of_blanks_between_cues_is_an_empty_line(blanks: str) -> None:
    cues = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\na\n{blanks}\n00:02.000 --> 00:03.000\nb\n{blanks}\n").cues
    assert cues == (cue(1, 2, "a"), cue(2, 3, "b"))


def test_a_line_of_blanks_inside_words_does_not_end_them() -> None:
    assert body("one\n \ntwo\nthree") == [(None, "one\n\ntwo\nthree")]


@pytest.mark.parametrize("first", ["", "webvtt", "WEBVTT-1", "Hello", "WEB"])
def test_a_file_that_does_not_say_what_it_is_is_reported(first: str) -> None:
    ((line, what),) = flaws(f"{first}\n\n00:01.000 --> 00:02.000\na\n")
    assert line == 1
    assert "begins with WEBVTT" in what
    assert (f"“{first}”" if first else "(empty)") in what


@pytest.mark.parametrize("before", ["\t", "  ", "\u00a0", "\n", "\n \n\t"])
def test_what_stands_before_the_first_word_is_told_and_read_over(before: str) -> None:
    raw = f"{before}WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\na\n"
    transcript, [fault] = read_transcript(raw.encode(), "transcript.vtt")
    assert transcript is not None
    assert transcript.cues == (cue(1, 2, "a"),)
    assert (fault.place.line, fault.severity) == (1, "warning")
    assert str(fault.remedy) == "Delete what stands before WEBVTT."


@pytest.mark.parametrize("first", ["webvtt", "WEBVTT:", "WebVTT file"])
def test_a_first_word_with_a_slip_is_told_to_be_replaced(first: str) -> None:
    _, [fault] = read_transcript(f"{first}\n\n00:01.000 --> 00:02.000\na\n".encode(), "transcript.vtt")
    assert str(fault.remedy) == "Write WEBVTT in place of this line."


def test_without_a_header_the_first_cue_is_still_judged() -> None:
    found = flaws("1\n00:02.000 --> 00:01.000\na\n")
    assert [line for line, _ in found] == [1, 2]


def test_srt_under_the_wrong_name_is_one_fault_and_not_a_hundred() -> None:
    cues = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nHi\n\n" for n in range(10, 60))
    ((line, what),) = flaws(cues)
    assert line == 1
    assert "SRT" in what


@pytest.mark.parametrize(
    "times",
    [
        "00:61.000 --> 01:02.000",
        "00:01,000 --> 00:02,000",
        "00:01 --> 00:02",
        "00:01.00 --> 00:02.000",
        "00:01.000 -->",
        "--> 00:02.000",
        "1.000 --> 2.000",
        "00:01.000 --> 00:02.000align:start",
        "00:01.000 -- > 00:02.000",
        "00:01.000 -> 00:02.000",
        "00:01.000 → 00:02.000",
        "00:01.000 – 00:02.000",
        "00:01.000 00:02.000",
    ],
)
def test_broken_times_are_reported_at_their_line_and_quoted(times: str) -> None:
    ((line, what),) = flaws(f"WEBVTT\n\n00:00.000 --> 00:01.000\nfine\n\n{times}\nwords\n")
    assert line == 6
    assert f"“{times}”" in what


def test_an_end_before_the_beginning_is_reported() -> None:
    ((line, what),) = flaws("WEBVTT\n\n1\n00:02.000 --> 00:01.999\nwords\n")
    assert line == 4
    assert "ends before it begins" in what


@pytest.mark.parametrize("nothing", ["", "\n", " \n", "<v Ada></v>\n", "<i></i>\n", "\n\n00:03.000 --> 00:04.000\nb\n"])
def test_a_cue_without_words_is_reported(nothing: str) -> None:
    transcript, ((line, what),) = doubts_of(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{nothing}", ".vtt")
    assert line == 3
    assert "no words" in what
    assert [voice.text for cue in transcript.cues for voice in cue.voices] == (["b"] if "b" in nothing else [])


def test_words_without_times_are_reported_and_never_dropped() -> None:
    ((line, what),) = flaws("WEBVTT\n\n00:01.000 --> 00:02.000\none\n\ntwo\n")
    assert line == 6
    assert "“two” belongs to no cue" in what


def test_a_missing_empty_line_is_reported_and_the_cue_behind_it_is_judged() -> None:
    found = sorted(flaws("WEBVTT\n\n00:01.000 --> 00:02.000\none\n00:02.000 --> 00:01.000\ntwo\n"))
    assert [line for line, _ in found] == [5, 5]
    assert "An empty line is missing" in found[0][1]
    assert "ends before" in found[1][1]


@pytest.mark.parametrize("counter", ["", "2\n", " 17\n"])
def test_a_cue_without_an_empty_line_before_it_is_read_and_written_as_it_should_be(counter: str) -> None:
    text = f"WEBVTT\n\n1\n00:01.000 --> 00:02.000\none\n{counter}00:02.000 --> 00:03.000\ntwo\n"
    transcript, doubts = doubts_of(text, ".vtt")
    assert [line for line, _ in doubts] == [6 + bool(counter)]
    assert write_vtt(transcript) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n\n00:00:02.000 --> 00:00:03.000\ntwo\n"
    )


@pytest.mark.parametrize("gap", [1, 30])
def test_a_cue_of_no_length_is_shown_until_the_next_one(gap: int) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:01.000\none\n\n00:{1 + gap:02}.000 --> 00:59.000\ntwo\n"
    transcript, ((line, what),) = doubts_of(text, ".vtt")
    assert (line, "ends when it begins" in what) == (3, True)
    assert f"00:00:01.000 --> 00:00:{1 + gap:02}.000\none" in write_vtt(transcript)


def test_warnings_never_keep_a_transcript_from_being_published() -> None:
    cues = "".join(
        f"00:{minute:02}:{second:02}.000 --> 00:59:59.000\nword\n" for minute in range(10) for second in range(60)
    )
    transcript, doubts = doubts_of(f"WEBVTT\n\n{cues}", ".vtt")
    assert len(transcript.cues) == 600
    assert len(doubts) == 21
    assert doubts[-1][1].startswith("579 more places")


def test_a_cue_that_touches_the_header_is_reported() -> None:
    _, ((line, what),) = doubts_of("WEBVTT\n00:01.000 --> 00:02.000\none\n", ".vtt")
    assert line == 2
    assert "empty line is missing" in what


def test_a_cue_in_a_comment_is_reported() -> None:
    ((line, what),) = flaws("WEBVTT\n\nNOTE not now\n00:01.000 --> 00:02.000\none\n")
    assert line == 4
    assert "comment" in what


def test_lines_above_a_cue_that_are_no_identifier_are_reported() -> None:
    ((line, what),) = flaws("WEBVTT\n\nlost words\n2\n00:01.000 --> 00:02.000\none\n")
    assert line == 3
    assert "“lost words”" in what


def test_all_faults_come_at_once_in_the_order_of_lines() -> None:
    bad = "WEBVTT\n\n" + "".join(f"00:{n}.000 --> 00:{n}.0\nwords\n\n" for n in range(10, 60))
    assert [line for line, _ in flaws(bad)] == list(range(3, 153, 3))


def test_reading_stops_at_200_faults_and_says_so() -> None:
    found = flaws("WEBVTT\n\n" + "lost\n\n" * 1000)
    assert len(found) == 201
    assert "Reading stopped here" in found[-1][1]


def test_a_transcript_is_written_in_one_form() -> None:
    transcript = Transcript(
        (
            cue(1, 2.5, Voice("Bonjour & <bienvenue>", "Claire Hédon")),
            cue(3602.004, 3604, Voice("Oui.", "R&D"), "(rires)"),
            cue(360000, 360001, "a --> b\n\nc"),
        )
    )
    assert write_vtt(transcript) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:02.500\n<v Claire Hédon>Bonjour &amp; &lt;bienvenue&gt;\n\n"
        "01:00:02.004 --> 01:00:04.000\n<v R&amp;D>Oui.</v>\n(rires)\n\n"
        "100:00:00.000 --> 100:00:01.000\na --&gt; b\n&nbsp;\nc\n"
    )
    assert read(write_vtt(transcript)) == transcript


def test_a_speaker_of_two_lines_or_with_unfit_characters_cannot_break_the_tag() -> None:
    written = write_vtt(Transcript((cue(1, 2, Voice("Hi\x00\r\nyou", "A\n>da\x0b")),)))
    assert "<v A &gt;da>Hi\nyou\n" in written


@pytest.mark.parametrize("name", ["--", "-", "---", "Ada --", "--> Ada", "Ada -- Bob", "&#45;--", "A\u2028--"])
def test_no_name_makes_an_arrow_with_the_end_of_its_tag(name: str) -> None:
    """A line with an arrow in it is one of times: https://www.w3.org/TR/webvtt1/#webvtt-cue-block."""
    transcript = Transcript((cue(1, 2, Voice("Oui.", name)), cue(3, 4, Voice("Non.", name), Voice("Si.", "Bob"))))
    written = write_vtt(transcript)
    assert written.count("-->") == 2
    assert read(written) == transcript


def test_a_cue_without_end_lasts_until_the_next_one_begins() -> None:
    open_ended = Transcript((cue(1, None, "a"), cue(1, 9, "b"), cue(3.5, None, "c"), cue(2, None, "d")))
    written = read(write_vtt(open_ended))
    assert [one.end for one in written.cues] == [one.end for one in (cue(1, 3.5), cue(1, 9), cue(3.5, 7.5), cue(2, 6))]


def test_a_transcript_without_times_has_no_captions() -> None:
    with pytest.raises(ValueError, match="without times"):
        write_vtt(Transcript((Cue((Voice("a"),)),)))


def test_ffmpeg_reads_what_is_written(tmp_path: Path) -> None:
    transcript = Transcript(
        (cue(0.001, 2.5, Voice("Été & <hiver>", "Ada")), cue(2, 4, "a --> b\nc"), cue(10799.5, 10800, "fin"))
    )
    path = tmp_path / "captions.vtt"
    path.write_text(write_vtt(transcript), encoding="utf-8")
    run = [need_program("ffmpeg"), "-v", "error", "-i", str(path), "-f", "srt", "-"]
    by_ffmpeg = subprocess.run(run, capture_output=True, check=True).stdout.decode()
    assert [(one.start, one.end) for one in transcript_of(by_ffmpeg, ".srt").cues] == [
        (one.start, one.end) for one in transcript.cues
    ]
    assert words_of(transcript_of(by_ffmpeg, ".srt"))[1] == (None, "a --> b\nc")
