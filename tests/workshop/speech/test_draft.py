"""The draft as a file: what a reader is shown, and what the house knows it by."""

from __future__ import annotations

from transcripts import transcript_of

from balado.transcripts.origin import Origin, origin_of
from balado.transcripts.read import read_transcript
from balado.workshop.speech.align import Speech
from balado.workshop.speech.draft import draft_of, of_nobody
from balado.workshop.speech.engine import HeardWord
from balado.workshop.speech.marks import marks_in, without_marks

WORDS = [
    HeardWord("Bonjour", 0.0, 0.4, 0.9),
    HeardWord("Claire", 0.4, 0.8, 0.3),
    HeardWord("Édon,", 0.8, 1.2, 0.49),
    HeardWord("<b>", 1.2, 1.6, 0.5),
    HeardWord("&", 1.6, 2.0, 0.1),
]


def test_a_draft_is_webvtt_that_says_what_it_is_and_what_is_unsure() -> None:
    drafted = draft_of(of_nobody(WORDS, "fr"), "fr", "double 1, fr", "Read it: a --> b")
    assert drafted.text == (
        "WEBVTT\nKind: captions\nLanguage: fr\n\n"
        "NOTE balado draft\ndouble 1, fr\n\n"
        "NOTE\nRead it: a → b\n\n"
        "00:00:00.000 --> 00:00:02.500\n"
        "<v Voix 1>Bonjour <c.unsure>Claire Édon,</c> &lt;b&gt; <c.unsure>&amp;</c>\n"
    )
    assert (drafted.words, drafted.unsure) == (5, 3)
    assert origin_of(drafted.text.encode(), "x.vtt") == Origin("draft", "double 1, fr")
    assert marks_in(drafted.text).unsure == 3


def test_its_words_are_read_back_without_a_fault() -> None:
    drafted = draft_of(of_nobody(WORDS, "en-gb"), "en-gb", "double")
    transcript, faults = read_transcript(drafted.text.encode(), "transcript.vtt")
    assert faults == ()
    assert transcript is not None
    assert [voice.text for cue in transcript.cues for voice in cue.voices] == ["Bonjour Claire Édon, <b> &"]
    [cue] = transcript_of(without_marks(drafted.text), ".vtt").cues
    assert cue.voices[0].speaker is None


def test_a_recording_in_which_nobody_speaks_gives_an_empty_draft() -> None:
    drafted = draft_of(of_nobody([], "fr"), "fr", "double")
    assert (drafted.words, drafted.unsure) == (0, 0)
    assert read_transcript(drafted.text.encode(), "transcript.vtt")[1] == ()


def test_speakers_follow_one_another_each_for_a_second_at_least() -> None:
    speeches = [
        Speech("Ada <1>", (HeardWord("Oui.", 0.0, 0.3),)),
        Speech(None, (HeardWord("Non.", 0.4, 0.7),)),
        Speech("Bob", (HeardWord("Si.", 5.0, 5.2),)),
    ]
    text = draft_of(speeches, "fr", "double").text
    assert text.endswith(
        "00:00:00.000 --> 00:00:01.000\n<v Ada &lt;1&gt;>Oui.\n\n"
        "00:00:01.000 --> 00:00:02.000\nNon.\n\n"
        "00:00:05.000 --> 00:00:06.000\n<v Bob>Si.\n"
    )
