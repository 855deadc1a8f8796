"""The transcripts, documents and films of an episode, and what is published of each."""

from __future__ import annotations

import pytest
from editions import inputs, inspected, published
from photos import of_telephone, written
from PIL import Image
from show_builder import Show

from balado.edition.attachments import Attachments, find_attachments
from balado.record.generation import Generation, SideKind
from balado.show.podcasting import TranscriptLink

VTT = "WEBVTT\n\n00:00.000 --> 00:01.500\nBonjour.\n"


def attachments(show: Show, before: Generation | None = None) -> Attachments:
    known = inputs(show, before)
    found = inspected(show, "a", before)
    assert found.candidate is not None
    return find_attachments(found.candidate.episode, found.candidate.audio, known)


def test_a_transcript_is_published_in_every_format_webvtt_first(show: Show) -> None:
    (show.add("a") / "transcript.vtt").write_text(VTT, encoding="utf-8")
    found = attachments(show)
    assert [link.type for link in found.told.transcripts] == [
        "text/vtt", "application/x-subrip", "application/json", "text/html",
    ]  # fmt: skip
    assert {side.record.kind for side in found.sides} == {SideKind.TRANSCRIPT}


@pytest.mark.parametrize(
    ("spoken", "files", "languages"),
    [
        ("fr", ("transcript.en.srt", "transcript.vtt"), [None, "en"]),
        ("fr", ("transcript.de.vtt", "transcript.en.vtt", "transcript.fr.vtt"), [None, "de", "en"]),
        ("en", ("transcript.vtt", "transcript.fr.vtt", "transcript.de.srt"), ["en", "de", None]),
        ("en-gb", ("transcript.fr.vtt", "transcript.en.vtt"), ["en", None]),
    ],
)
def test_what_is_said_comes_first_in_the_language_in_which_it_is_said(show, spoken, files, languages) -> None:
    folder = show.add("a", language=spoken)
    for name in files:
        text = VTT if name.endswith(".vtt") else "1\n00:00:00,000 --> 00:00:01,000\nHello\n"
        (folder / name).write_text(text, encoding="utf-8")
    links = attachments(show).told.transcripts
    assert list(dict.fromkeys(link.language for link in links)) == languages
    assert antennapod(links).language == languages[0]
    assert links[0].language == languages[0]


def antennapod(links: tuple[TranscriptLink, ...]) -> TranscriptLink:
    """The one transcript that AntennaPod shows: the first of the type that it likes best."""
    liked = ("text/vtt", "application/x-subrip", "application/json")
    shown: TranscriptLink | None = None
    for link in links:
        if link.type in liked and (shown is None or liked.index(link.type) > liked.index(shown.type)):
            shown = link
    assert shown is not None
    return shown


def test_one_that_was_published_is_not_made_again(show: Show) -> None:
    (show.add("a") / "transcript.vtt").write_text(VTT, encoding="utf-8")
    first = attachments(show)
    again = attachments(show, published(show))
    assert again.told == first.told
    assert all(piece.here for side in first.sides for piece in side.pieces)
    assert not any(piece.here for side in again.sides for piece in side.pieces)


def test_of_two_transcripts_in_one_language_the_first_counts(show: Show) -> None:
    folder = show.add("a")
    for name in ("transcript.vtt", "transcript.fr.vtt"):
        (folder / name).write_text(VTT, encoding="utf-8")
    found = attachments(show)
    assert len(found.sides) == 1
    assert [fault.severity for fault in found.faults] == ["warning"]


def test_a_document_that_is_not_here_is_remembered_and_one_that_nobody_knows_is_a_fault(show: Show) -> None:
    folder = show.add("a", documents="[{title: Programme, file: programme.pdf}]")
    (folder / "programme.pdf").write_bytes(b"%PDF-1.4 programme")
    before = published(show)
    url = attachments(show, before).told.documents[0].url
    (folder / "programme.pdf").unlink()
    assert attachments(show, before).told.documents[0].url == url
    [fault] = attachments(show).faults
    assert (fault.slug, fault.place.key) == ("a", "documents.0.file")


@pytest.mark.parametrize(
    ("name", "form", "found"),
    [("plan.webp", "WEBP", ["document-tells-place"]),
     ("plan.avif", "AVIF", ["document-tells-place"]), ("plan.pdf", "PDF", []), ("plan.jpg", "JPEG", [])],
)  # fmt: skip
def test_a_document_with_a_place_in_it_is_not_published_unsaid(
    show: Show, name: str, form: str, found: list[str]
) -> None:
    folder = show.add("a", documents=f"[{{title: Plan, file: {name}}}]")
    options = {} if form == "PDF" else {"exif": of_telephone(1)}
    written(folder / name, Image.new("RGB", (20, 20)), form, **options)
    assert [fault.rule for fault in attachments(show).faults] == found


def test_a_photo_of_a_telephone_within_a_pdf_is_found(show: Show) -> None:
    folder = show.add("a", documents="[{title: Plan, file: plan.pdf}]")
    inside = written(folder.parent / "a.jpg", Image.new("RGB", (20, 20)), "JPEG", exif=of_telephone(1)).read_bytes()
    (folder / "plan.pdf").write_bytes(b"%PDF-1.4\nstream\n" + inside + b"\nendstream")
    assert [fault.rule for fault in attachments(show).faults] == ["document-tells-place"]


def test_a_film_elsewhere_is_told_by_its_authors_word(show: Show) -> None:
    show.add("a", video="{url: https://video.example.org/1.mp4, type: video/mp4, length: 12}")
    [film] = attachments(show).told.alternates
    assert (film.type, film.length, film.sources[0].uri) == ("video/mp4", 12, "https://video.example.org/1.mp4")


def test_a_stream_elsewhere_has_no_size_and_says_so(show: Show) -> None:
    show.add("a", video="{url: https://video.example.org/1.m3u8}")
    [film] = attachments(show).told.alternates
    assert (film.type, film.length) == ("application/x-mpegURL", 0)
