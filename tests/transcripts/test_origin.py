"""What a file says of where it comes from."""

from __future__ import annotations

import pytest

from balado.transcripts.origin import Origin, origin_of, with_origin

DRAFT = "WEBVTT\n\nNOTE balado draft\nfaster-whisper 1.2.1, small, fr\n\n00:01.000 --> 00:02.000\nBonjour.\n"


@pytest.mark.parametrize(
    "raw",
    [
        DRAFT.encode(),
        DRAFT.replace("\n", "\r\n").encode(),
        DRAFT.encode("utf-16"),
        b"\xef\xbb\xbf" + DRAFT.encode(),
        DRAFT.replace("NOTE balado draft", "note  Balado\tDRAFT ").encode(),
    ],
)
def test_a_draft_says_so_in_every_encoding(raw: bytes) -> None:
    assert origin_of(raw, "transcript.vtt") == Origin("draft", "faster-whisper 1.2.1, small, fr")


@pytest.mark.parametrize(
    "text", ["", "WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE balado drafts it\n", "WEBVTT\n\nNOTE a draft of balado\n"]
)
def test_what_says_nothing_of_it_has_no_origin(text: str) -> None:
    assert origin_of(text.encode(), "transcript.vtt") is None


def test_what_was_accepted_keeps_its_maker() -> None:
    accepted = with_origin(DRAFT, Origin("accepted", "faster-whisper 1.2.1, small, fr"))
    assert accepted == DRAFT.replace("balado draft", "balado accepted")
    assert origin_of(accepted.encode(), "transcript.vtt") == Origin("accepted", "faster-whisper 1.2.1, small, fr")


def test_a_file_without_a_comment_gets_one_behind_its_header() -> None:
    plain = "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\nOui.\n"
    marked = with_origin(plain, Origin("draft"))
    assert marked == plain.replace("\n\n", "\n\nNOTE balado draft\n\n", 1)
    assert origin_of(marked.encode(), "t.vtt") == Origin("draft")
