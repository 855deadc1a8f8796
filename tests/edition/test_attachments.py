"""The transcripts, documents and films of an episode, and what is published of each."""

from __future__ import annotations

from editions import inputs, inspected, published
from show_builder import Show

from balado.edition.attachments import Attachments, find_attachments
from balado.record.generation import Generation, SideKind

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


def test_a_film_elsewhere_is_told_by_its_authors_word(show: Show) -> None:
    show.add("a", video="{url: https://video.example.org/1.mp4, type: video/mp4, length: 12}")
    [film] = attachments(show).told.alternates
    assert (film.type, film.length, film.sources[0].uri) == ("video/mp4", 12, "https://video.example.org/1.mp4")
