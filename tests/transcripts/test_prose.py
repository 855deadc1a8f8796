from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from transcripts import cue, transcript_of, words_of

from balado.transcripts.prose import write_html, write_text
from balado.transcripts.transcript import Cue, Transcript, Voice

ADA, BOB = "Ada Lovelace", "Bob"
DIALOGUE = Transcript(
    (
        cue(1, 3, Voice("Bonjour\nà tous.", ADA)),
        cue(3.5, 5, Voice("Ça va ?", ADA)),
        cue(5, 6, Voice("Oui & <non>.", BOB), Voice("Ah !", ADA)),
        cue(6, 7, Voice("Bien.", ADA)),
        cue(3700, 3701, Voice("Reprenons.", ADA)),
        cue(3701, 3702, "(rires)"),
    )
)


def test_paragraphs_are_separated_by_empty_lines_and_begin_with_the_speaker() -> None:
    text = "\nAda : Bonjour\nà tous.\n \n\nDeuxième alinéa.\n\nBob:\nOui.\nAda: Non.\n"
    assert transcript_of(text, ".txt").cues == (
        Cue((Voice("Bonjour\nà tous.", "Ada"),)),
        Cue((Voice("Deuxième alinéa."),)),
        Cue((Voice("Oui.", "Bob"), Voice("Non.", "Ada"))),
    )
    assert not transcript_of(text, ".txt").timed


def test_a_file_without_words_is_an_empty_transcript() -> None:
    assert transcript_of(" \n\n", ".txt").cues == ()


def test_text_has_a_paragraph_for_each_speaker_and_pause() -> None:
    assert write_text(DIALOGUE) == (
        "Ada Lovelace: Bonjour à tous. Ça va ?\n\n"
        "Bob: Oui & <non>.\n\n"
        "Ada Lovelace: Ah ! Bien.\n\n"
        "Ada Lovelace: Reprenons.\n\n"
        "(rires)\n"
    )


def test_html_has_the_same_paragraphs_with_their_time_and_is_escaped() -> None:
    assert write_html(DIALOGUE, "fr") == (
        '<div lang="fr">\n'
        '<p><cite>Ada Lovelace:</cite> <time datetime="PT1S">0:01</time> Bonjour à tous. Ça va ?</p>\n'
        '<p><cite>Bob:</cite> <time datetime="PT5S">0:05</time> Oui &amp; &lt;non&gt;.</p>\n'
        '<p><cite>Ada Lovelace:</cite> <time datetime="PT5S">0:05</time> Ah ! Bien.</p>\n'
        '<p><cite>Ada Lovelace:</cite> <time datetime="PT3700S">1:01:40</time> Reprenons.</p>\n'
        '<p><time datetime="PT3701S">1:01:41</time> (rires)</p>\n'
        "</div>\n"
    )


def test_the_time_shown_is_never_after_the_words() -> None:
    assert ">0:01</time>" in write_html(Transcript((cue(1.999, 3, "a"),)), "fr")


def test_a_long_monologue_is_parted_at_the_end_of_a_sentence() -> None:
    sentences = Transcript(
        tuple(cue(n, n + 1, Voice("Une phrase de trente lettres." if n % 2 else "Et", ADA)) for n in range(200))
    )
    paragraphs = write_text(sentences).split("\n\n")
    assert len(paragraphs) > 3
    assert all(paragraph.rstrip().endswith(".") for paragraph in paragraphs)


def test_plain_text_keeps_its_paragraphs_and_has_no_times() -> None:
    prose = transcript_of("Ada: un\ndeux\n\nAda: trois\n\nquatre\n", ".txt")
    assert write_text(prose) == "Ada: un\ndeux\n\nAda: trois\n\nquatre\n"
    assert write_html(prose, "fr").count("<p>") == 3
    assert "<time" not in write_html(prose, "fr")


def test_the_language_cannot_leave_its_attribute() -> None:
    assert write_html(Transcript(()), '"><script>') == '<div lang="&quot;&gt;&lt;script&gt;">\n</div>\n'


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@settings(deadline=None)  # other work on the machine is no failure
@given(st.lists(st.text(st.sampled_from("a<>&\"'/\n;# é"), min_size=1), max_size=4))
def test_no_words_become_tags(texts: list[str]) -> None:
    page = Words()
    page.feed(
        write_html(Transcript(tuple(cue(9 * n, 9 * n + 1, Voice(text, text)) for n, text in enumerate(texts))), "fr")
    )
    page.close()
    assert page.tags <= {"div", "p", "cite", "time"}
    shown = "".join("".join(page.words).split())
    assert all("".join(text.split()) in shown for text in texts)


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(st.sampled_from("aB.:-\n é")))
def test_plain_text_written_and_read_again_says_the_same(text: str) -> None:
    once = write_text(transcript_of(text, ".txt"))
    again = transcript_of(once, ".txt")
    assert write_text(again) == once
    assert words_of(again) == words_of(transcript_of(text, ".txt"))
