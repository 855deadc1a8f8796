"""What a reader does to captions changes them alone: all other bytes of the file stay, and all of it reads back."""

from __future__ import annotations

import pytest
from caption_strategies import caption_files, operations_on
from hypothesis import given
from hypothesis import strategies as st

from balado.errors import UsageError
from balado.studio.captions.apply import CaptionGoneError, apply
from balado.studio.captions.document import CaptionFile, read_captions
from balado.studio.captions.operations import (
    ChangeText,
    JoinCaptions,
    KeepWords,
    NameSpeaker,
    PutTermsRight,
    RemoveCaption,
    ReplaceFound,
    SplitCaption,
)
from balado.studio.captions.search import WordSearch
from balado.studio.captions.voices import voice_names
from balado.transcripts.read import read_transcript
from balado.workshop.speech.glossary import Term

DRAFT = """WEBVTT
Kind: captions
Language: fr

NOTE balado draft
whisper

1
00:00:01.000 --> 00:00:05.000 align:start
<v Voix 1>Le Conseil <c.unsure>des tas</c>
vous accueille

NOTE à vérifier

00:00:05.000 --> 00:00:09.000
<v Voix 1>Merci à <c.unsure>toutes</c>
"""


def draft(text: str = DRAFT, suffix: str = ".vtt") -> CaptionFile:
    return read_captions(text.encode(), f"transcript.draft{suffix}")


def test_changed_words_are_sure_and_the_others_keep_their_marks() -> None:
    file = draft()
    made = apply(file, ChangeText(file.captions[0].key, "Le Conseil d’État\r\nvous accueille"))
    assert made.raw.decode() == DRAFT.replace("<c.unsure>des tas</c>", "d’État")
    made = apply(file, ChangeText(file.captions[0].key, "Le conseil des tas\nvous accueille"))
    assert made.raw.decode() == DRAFT.replace("Conseil <", "conseil <")


def test_a_word_that_was_heard_right_loses_its_mark() -> None:
    file = draft()
    one = apply(file, KeepWords(file.captions[0].key, (2,)))
    assert "<v Voix 1>Le Conseil des <c.unsure>tas</c>\n" in one.raw.decode()
    both = apply(file, KeepWords(file.captions[0].key))
    assert "<v Voix 1>Le Conseil des tas\n" in both.raw.decode()


def test_a_caption_is_split_at_a_word_and_the_time_by_the_lengths_of_both() -> None:
    file = draft()
    made = apply(file, SplitCaption(file.captions[0].key, len("Le Conseil des tas\n")))
    assert made.raw.decode() == DRAFT.replace(
        "00:00:05.000 align:start\n<v Voix 1>Le Conseil <c.unsure>des tas</c>\nvous",
        "00:00:03.142 align:start\n<v Voix 1>Le Conseil <c.unsure>des tas</c>\n\n"
        "00:00:03.142 --> 00:00:05.000 align:start\n<v Voix 1>vous",
    )


def test_a_draft_that_knows_when_a_word_is_said_is_split_there() -> None:
    file = draft("WEBVTT\n\n00:00.000 --> 00:10.000\nUn <00:00:08.500>deux\n")
    made = apply(file, SplitCaption(file.captions[0].key, 3))
    assert [str(caption.start) for caption in made.captions] == ["0:00:00", "0:00:08.500000"]
    assert made.raw.decode().splitlines()[2] == "00:00.000 --> 00:08.500"


def test_two_captions_become_one_and_the_comment_between_them_stays() -> None:
    file = draft()
    made = apply(file, JoinCaptions(file.captions[0].key, file.captions[1].key))
    assert made.raw.decode() == DRAFT.replace("05.000 align", "09.000 align").replace(
        "vous accueille\n\nNOTE à vérifier\n\n00:00:05.000 --> 00:00:09.000\n<v Voix 1>Merci à <c.unsure>toutes</c>\n",
        "vous accueille Merci à <c.unsure>toutes</c>\n\nNOTE à vérifier\n\n",
    )


def test_two_voices_that_are_joined_keep_their_names_and_lines() -> None:
    file = draft("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Oui ?\n\n00:02.000 --> 00:03.000\n<v B>Non.\n")
    made = apply(file, JoinCaptions(*(caption.key for caption in file.captions)))
    transcript, _ = read_transcript(made.raw, made.path)
    assert transcript is not None
    assert [(voice.speaker, voice.text) for voice in transcript.cues[0].voices] == [("A", "Oui ?"), ("B", "Non.")]


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ("line", "A Eve A B"),
        ("onward", "A Eve Eve B"),
        ("everywhere", "Eve Eve Eve B"),
    ],
)
def test_a_speaker_is_named_once_or_from_here_on_or_everywhere(scope: str, names: str) -> None:
    captions = [f"00:0{number}.000 --> 00:0{number + 1}.000\n<v {name}>Mot" for number, name in enumerate("AAAB")]
    file = draft("\n\n".join(["WEBVTT", *captions]) + "\n")
    made = apply(file, NameSpeaker(file.captions[1].key, "Eve", 0, scope))  # type: ignore[arg-type]  # a literal
    assert [speaker for caption in made.captions for _, speaker, _ in caption.words.speakers] == names.split()


@pytest.mark.parametrize("begun", ["", "<v Ada>", "<v.loud Ada --&gt;>"])
def test_a_name_that_would_make_an_arrow_with_the_end_of_its_tag_is_read_back(begun: str) -> None:
    file = draft(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{begun}Oui.\n")
    made = apply(file, NameSpeaker(file.captions[0].key, "--"))
    assert voice_names(made.captions[0].words) == ["--"]
    assert read_captions(made.raw, made.path).captions == made.captions


def test_in_srt_a_speaker_is_the_name_before_the_colon() -> None:
    file = draft("1\n00:00:01,000 --> 00:00:02,000\nVoix 1: Bonjour\n", ".srt")
    made = apply(file, NameSpeaker(file.captions[0].key, "Claire Hédon"))
    assert made.raw.decode() == "1\n00:00:01,000 --> 00:00:02,000\nClaire Hédon: Bonjour\n"
    with pytest.raises(UsageError, match="at most six words"):
        apply(file, NameSpeaker(file.captions[0].key, "le rapporteur de la séance"))


def test_what_is_found_is_replaced_in_the_captions_that_were_chosen() -> None:
    file = draft()
    first, second = (caption.key for caption in file.captions)
    operation = ReplaceFound(WordSearch("TOUTES"), "tous & toutes", (second,))
    assert apply(file, operation).raw.decode() == DRAFT.replace("<c.unsure>toutes</c>", "tous &amp; toutes")
    assert apply(file, ReplaceFound(WordSearch("toutes"), "x", (first,))) is file


def test_the_words_of_the_show_are_put_right() -> None:
    file = draft()
    made = apply(file, PutTermsRight((Term("d’État", ("des tas",)),), (file.captions[0].key,)))
    assert "Le Conseil <c.unsure>d’État</c>" in made.raw.decode()


def test_a_caption_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    file = draft()
    key = file.captions[0].key
    changed = apply(file, ChangeText(key, "Autre chose"))
    with pytest.raises(CaptionGoneError) as error:
        apply(changed, ChangeText(key, "Encore autre chose"))
    assert error.value.key == key
    other = apply(changed, ChangeText(file.captions[1].key, "Merci"))
    assert [caption.words.plain for caption in other.captions] == ["Autre chose", "Merci"]


def test_no_caption_is_emptied_or_cut_where_there_is_no_word() -> None:
    file = draft()
    with pytest.raises(UsageError, match="needs words"):
        apply(file, ChangeText(file.captions[0].key, " \n\x00 "))
    for place in (0, 999):
        with pytest.raises(UsageError, match="between two"):
            apply(file, SplitCaption(file.captions[0].key, place))
    assert len(apply(file, RemoveCaption(file.captions[1].key)).captions) == 1


@given(st.data(), caption_files())
def test_whatever_is_done_the_rest_of_the_file_stays_and_all_of_it_reads_back(
    data: st.DataObject, made: tuple[bytes, str]
) -> None:
    raw, suffix = made
    transcript, _ = read_transcript(raw, f"transcript{suffix}")
    if transcript is None or not transcript.cues:
        return
    file = read_captions(raw, f"transcript{suffix}")
    assert file.raw == raw
    for _ in range(data.draw(st.integers(1, 6))):
        operation = data.draw(operations_on(file))
        try:
            after = apply(file, operation)
        except UsageError:
            continue
        _stays(file, after)
        file = after
        if not file.captions:
            return


def _stays(before: CaptionFile, after: CaptionFile) -> None:
    again = read_captions(after.raw, after.path)
    assert [caption.key for caption in again.captions] == [caption.key for caption in after.captions]
    starts = [caption.start for caption in after.captions]
    assert starts == sorted(starts)
    assert all(caption.end > caption.start and caption.words.plain.strip() for caption in after.captions)
    untouched = [caption for caption in before.captions if caption.key in after.places]
    for caption in untouched:
        new = after.captions[after.places[caption.key]]
        assert _bytes(before, caption.lines.first, caption.lines.end) == _bytes(after, new.lines.first, new.lines.end)
    assert _outside(before) == _outside(after)


def _outside(file: CaptionFile) -> list[str]:
    """The lines of no caption that are not empty: header, comments, styles."""
    inside = {number for one in file.captions for number in range(one.lines.first, one.lines.end)}
    lines = [line.rstrip("\r\n") for number, line in enumerate(file.lines) if number not in inside]
    return [line for line in lines if line.strip()]


def _bytes(file: CaptionFile, first: int, end: int) -> str:
    return "".join(file.lines[first:end]).rstrip("\r\n")
