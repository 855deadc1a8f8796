"""Files of chapters of every format."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import pytest
from chapter_readings import at
from hypothesis import given
from hypothesis import strategies as some
from slowness import cpu_seconds_below

from balado.artifact import CHAPTER_SUFFIXES
from balado.chapters import read
from balado.chapters.chapters import clock, write_chapters
from balado.chapters.read import chapter_lines, read_chapters
from balado.show.podcasting import Chapter
from balado.transcripts.transcript import UNFIT

TIMES = some.integers(0, 99 * 3_600_000).map(lambda milliseconds: timedelta(milliseconds=milliseconds))
TITLES = (
    some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
    .map(lambda text: " ".join(UNFIT.sub("", text).split()))
    .filter(bool)
)
LINKS = some.none() | some.from_regex(r"https://[a-z]{1,9}\.example\.org/[a-zA-Z0-9/?=&%~.-]{0,20}", fullmatch=True)


def chapters_with(titles: some.SearchStrategy[str | None]) -> some.SearchStrategy[Chapter]:
    return some.builds(Chapter, start=TIMES, title=titles, href=LINKS)


WHOLE = some.builds(
    Chapter,
    start=TIMES,
    end=some.none() | TIMES,
    title=some.none() | TITLES,
    href=LINKS,
    picture=LINKS,
    listed=some.booleans(),
)


@given(chapters=some.lists(WHOLE, min_size=1, max_size=20).map(tuple), title=TITLES)
def test_what_is_written_is_read_again(chapters: tuple[Chapter, ...], title: str) -> None:
    assert read_chapters(write_chapters(chapters, title), "chapters.json") == (chapters, ())


@given(chapters=some.lists(chapters_with(TITLES), min_size=1, max_size=20).map(tuple))
def test_simple_chapters_keep_what_they_say(chapters: tuple[Chapter, ...]) -> None:
    def element(chapter: Chapter) -> str:
        href = f' href="{escape(chapter.href)}"' if chapter.href else ""
        return f'<psc:chapter start="{clock(chapter.start)}" title="{escape(chapter.title or "")}"{href}/>\n'

    text = f'<psc:chapters version="1.2">{"".join(map(element, chapters))}</psc:chapters>'
    assert read_chapters(text.encode(), "chapters.psc") == (chapters, ())


@given(chapters=some.lists(chapters_with(TITLES), min_size=1, max_size=20).map(tuple))
def test_plain_lines_keep_what_they_say(chapters: tuple[Chapter, ...]) -> None:
    def line(chapter: Chapter) -> str:
        return f"{clock(chapter.start)} - {chapter.title}{f' <{chapter.href}>' if chapter.href else ''}\n"

    assert read_chapters("".join(map(line, chapters)).encode(), "chapters.txt") == (chapters, ())


@given(
    raw=some.binary(max_size=300) | some.text(max_size=300).map(str.encode), suffix=some.sampled_from(CHAPTER_SUFFIXES)
)
def test_junk_is_reported_and_never_raises(raw: bytes, suffix: str) -> None:
    chapters, faults = read_chapters(raw, f"chapters{suffix}")
    assert (chapters is None) == any(fault.severity == "error" for fault in faults)
    assert all(fault.place.path == f"chapters{suffix}" for fault in faults)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".txt", "0:05 Été"),
        (".json", '[{"startTime": 5, "title": "Été"}]'),
        (".psc", '<?xml version="1.0" encoding="utf-8"?><chapters><chapter start="5" title="Été"/></chapters>'),
        (".vtt", "WEBVTT\n\n00:05.000 --> 00:10.000\nÉté\n\n00:10.000 --> 00:11.000\nÉté"),
    ],
)
def test_encodings_that_a_file_can_have(encoding: str, suffix: str, text: str) -> None:
    chapters, faults = read_chapters(text.encode(encoding), f"chapters{suffix}")
    assert faults == ()
    assert chapters is not None
    assert chapters[0] == at(5, "Été")


def test_another_encoding_is_reported_with_its_line() -> None:
    chapters, (fault,) = read_chapters("0:00 Ouverture\n0:05 Été".encode("cp1252"), "chapters.txt")
    assert chapters is None
    assert fault.place.line == 2
    assert "“0:05 Été”" in str(fault.what)


@pytest.mark.parametrize("suffix", CHAPTER_SUFFIXES)
def test_a_file_without_chapters_is_a_warning(suffix: str) -> None:
    chapters, (fault,) = read_chapters(b" \n", f"chapters{suffix}")
    assert chapters == ()
    assert (fault.severity, str(fault.what)) == ("warning", "There is no chapter in this file.")


def test_a_file_of_another_format_says_which_there_are() -> None:
    chapters, (fault,) = read_chapters(b"0:00 A", "episodes/01/chapters.docx")
    assert chapters is None
    assert str(fault.what) == "“chapters.docx” is no file of chapters that we can read."
    assert str(fault.remedy).endswith(".json, .txt, .vtt, .xml, .psc.")


def test_a_file_over_a_megabyte_is_refused() -> None:
    chapters, (fault,) = read_chapters(b"#" * 1_000_001, "chapters.txt")
    assert chapters is None
    assert "1.0 MB" in str(fault.what)


@pytest.mark.parametrize("wrong", ["A\n" * 500_000, f"{'A' * 999_999}", "1" * 1_000_000, "0:00 " + "<" * 990_000])
@pytest.mark.parametrize("suffix", CHAPTER_SUFFIXES)
@pytest.mark.untraced
def test_a_megabyte_of_wrong_lines_is_a_short_report_soon(suffix: str, wrong: str) -> None:
    with cpu_seconds_below(5):
        _, faults = read_chapters(wrong.encode(), f"chapters{suffix}")
    assert 1 <= len(faults) <= 201
    assert sum(len(str(fault)) for fault in faults) < 40_000


def test_after_a_hundred_faults_reading_stops() -> None:
    _, faults = read_chapters(b"A\n" * 150, "chapters.txt")
    assert [fault.place.line for fault in faults] == list(range(1, 102))
    assert str(faults[100].what) == "Reading stopped here, after 100 faults; there may be more."


def test_more_chapters_than_any_app_lists_are_not_read() -> None:
    chapters, faults = read_chapters(b"0:00 A\n" * 5_000, "chapters.txt")
    assert (len(chapters or ()), faults) == (5_000, ())
    chapters, (fault,) = read_chapters(b"0:00 A\n" * 142_000, "chapters.txt")
    assert chapters is None
    assert fault.place.line == 5_001
    assert "after 5000 chapters" in str(fault.what)


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.txt", "\n0:00 A\n\n0:05 B\n", (2, 4)),
        ("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nA\n\n00:05.000 --> 00:06.000\nB\n", (3, 6)),
        ("a.json", '{"chapters": [\n {"startTime": 0, "title": "A"},\n\n {"startTime": 5, "title": "B"}]}', (2, 4)),
        (
            "a.psc",
            '<chapters version="1.2">\n<chapter start="0" title="A"/>\n<chapter start="5" title="B"/></chapters>',
            (2, 3),
        ),
        ("a.txt", "", ()),
    ],
)
def test_the_line_of_each_chapter_is_known(name: str, text: str, lines: tuple[int, ...]) -> None:
    assert chapter_lines(text.encode(), name) == lines


def test_each_ending_that_a_file_of_chapters_may_have_has_its_reader() -> None:
    assert tuple(read._READERS) == CHAPTER_SUFFIXES
