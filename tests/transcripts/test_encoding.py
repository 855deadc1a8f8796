from __future__ import annotations

import pytest

from balado.transcripts.encoding import text_of


def test_windows_text_is_reported_at_its_line_with_the_way_out() -> None:
    text, (fault,) = text_of("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nL'été\r\n".encode("cp1252"), "a.vtt")
    assert text is None
    assert str(fault.place) == "a.vtt:4"
    assert "“L'été”" in str(fault.what)
    assert "save it again with the encoding UTF-8" in str(fault.remedy)


def test_lines_are_counted_in_files_of_old_macs_too() -> None:
    _, (fault,) = text_of(b"a\rb\r\xe9", "a.srt")
    assert fault.place.line == 3


def test_utf16_that_is_cut_is_reported() -> None:
    text, (fault,) = text_of("a\nb".encode("utf-16") + b"\n", "a.srt")
    assert text is None
    assert fault.place.line == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_which_programs_save(encoding: str) -> None:
    assert text_of("é\r\nb\rc\n".encode(encoding), "a.srt") == ("é\nb\nc\n", ())


def test_unfit_characters_are_left_out_with_a_warning() -> None:
    text, (fault,) = text_of("a\nb\x00c\x1b\ufeff\nd".encode(), "a.srt")
    assert text == "a\nbc\nd"
    assert fault.severity == "warning"
    assert fault.place.line == 2
    assert "3 invisible characters" in str(fault.what)
    assert "U+0000" in str(fault.what)
