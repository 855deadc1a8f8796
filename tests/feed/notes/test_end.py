"""What stands below the notes: each part, in French and in English."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from assembling import made, ready, show
from specimens import episode

from balado.feed.document import AttachmentLinks, LinkedDocument
from balado.feed.notes.end import notes_end
from balado.show.conference import Held
from balado.show.model import Person
from balado.show.podcasting import Chapter, ContentLink, Location

PALACE = Location(name="Conseil d’État & Cie")
DOCUMENTS = (
    LinkedDocument("Programme", "https://pod.example/programme.pdf"),
    LinkedDocument("R&D <1>", 'https://example.org/?a=1&b="2"'),
)


def below(
    part: str,
    language: str = "fr",
    attached: AttachmentLinks | None = None,
    of_episode: str | None = None,
    **changes: Any,
) -> str:
    """What stands below the notes of an episode so changed, in a show that asks for this part."""
    one = episode("a", language=of_episode, **changes)
    return notes_end(show(language=language, notes_end=(part,)), one, attached or AttachmentLinks())


def chapters(*titles: str | None, **changes: Any) -> AttachmentLinks:
    return AttachmentLinks(
        tuple(
            Chapter(start=timedelta(minutes=10 * number), title=title, **changes) for number, title in enumerate(titles)
        )
    )


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (
            datetime(2022, 10, 19, 17, 30, tzinfo=UTC),
            datetime(2022, 10, 19, 20, tzinfo=UTC),
            "Conférence du 19 octobre 2022, de 17\u00a0h\u00a030 à 20\u00a0h",
            "Conference of 19 October 2022, 17:30–20:00",
        ),
        (
            datetime(2023, 2, 1, 9, 5, tzinfo=UTC),
            None,
            "Conférence du 1er février 2023, 9\u00a0h\u00a005",
            "Conference of 1 February 2023, 09:05",
        ),
        (
            datetime(2023, 8, 31, tzinfo=UTC),
            None,
            "Conférence du 31 août 2023",
            "Conference of 31 August 2023",
        ),
        (
            datetime(2023, 12, 30, 18, tzinfo=UTC),
            datetime(2023, 12, 31, 12, tzinfo=UTC),
            "Conférence du 30 décembre 2023, 18\u00a0h",
            "Conference of 30 December 2023, 18:00",
        ),
    ],
)
def test_when_it_was_held(start: datetime, end: datetime | None, french: str, english: str) -> None:
    held = Held(start=start, end=end)
    assert below("conference", "fr", held=held) == f"\n<p>{french}</p>"
    assert below("conference", "en", held=held) == f"\n<p>{english}</p>"


@pytest.mark.parametrize(("month", "french", "english"), [
    (1, "janvier", "January"), (2, "février", "February"), (3, "mars", "March"), (4, "avril", "April"),
    (5, "mai", "May"), (6, "juin", "June"), (7, "juillet", "July"), (8, "août", "August"),
    (9, "septembre", "September"), (10, "octobre", "October"), (11, "novembre", "November"),
    (12, "décembre", "December"),
])  # fmt: skip
def test_every_month_has_its_name(month: int, french: str, english: str) -> None:
    held = Held(start=datetime(2022, month, 2, tzinfo=UTC))
    assert french in below("conference", "fr", held=held)
    assert english in below("conference", "en", held=held)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Conférence du 2 mai 2022, Conseil d’État &amp; Cie"), ("en", "Conference of 2 May 2022, Conseil d’État")],
)
def test_where_it_was_held(language: str, words: str) -> None:
    held = Held(start=datetime(2022, 5, 2, tzinfo=UTC), place=PALACE)
    assert words in below("conference", language, held=held)


@pytest.mark.parametrize(("language", "heading"), [("fr", "Avec\u00a0:"), ("en", "With:")])
def test_who_speaks(language: str, heading: str) -> None:
    people = (Person(name="Claire Hédon", function="Défenseure des droits"), Person(name="A <b> & B"))
    assert below("people", language, people=people) == (
        f"\n<p>{heading}</p>\n<ul><li>Claire Hédon, Défenseure des droits</li><li>A &lt;b&gt; &amp; B</li></ul>"
    )


def test_chapters_are_time_stamps_a_line_each() -> None:
    attached = AttachmentLinks(
        (
            Chapter(start=timedelta(0), title="Ouverture"),
            Chapter(start=timedelta(minutes=12, seconds=30.9), title="R&D"),
            Chapter(start=timedelta(hours=1, minutes=2, seconds=3), title="Fin"),
        )
    )
    assert below("chapters", attached=attached) == "\n<p>00:00:00 Ouverture<br>00:12:30 R&amp;D<br>01:02:03 Fin</p>"


@pytest.mark.parametrize(
    ("attached", "shown"),
    [
        (chapters("a", "b", "c"), True),
        (chapters("a", "b"), False),
        (chapters(), False),
        (chapters("a", "b", None), False),
        (chapters("a", "b", "c", listed=False), False),
    ],
    ids=["three", "two", "none", "one without a title", "none is listed"],
)
def test_fewer_than_three_chapters_are_not_listed(attached: AttachmentLinks, shown: bool) -> None:
    assert bool(below("chapters", attached=attached)) is shown


@pytest.mark.parametrize(("language", "heading"), [("fr", "Documents\u00a0:"), ("en", "Documents:")])
def test_documents_are_links(language: str, heading: str) -> None:
    assert below("documents", language, AttachmentLinks(documents=DOCUMENTS)) == (
        f"\n<p>{heading}</p>\n<ul>"
        '<li><a href="https://pod.example/programme.pdf">Programme</a></li>'
        '<li><a href="https://example.org/?a=1&amp;b=&quot;2&quot;">R&amp;D &lt;1&gt;</a></li></ul>'
    )


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fr", None, "Voir la vidéo"),
        ("en", None, "Watch the video"),
        ("en", "On <PeerTube>", "On &lt;PeerTube&gt;"),
    ],
)
def test_the_film_is_a_link(language: str, title: str | None, words: str) -> None:
    replay = ContentLink(url="https://video.example/?v=1&t=2", title=title)
    link = f'\n<p><a href="https://video.example/?v=1&amp;t=2">{words}</a></p>'
    assert below("replay", language, replay=replay) == link


@pytest.mark.parametrize("part", ["conference", "people", "chapters", "documents", "replay"])
def test_what_is_not_there_leaves_no_trace(part: str) -> None:
    assert below(part) == ""


@pytest.mark.parametrize(
    ("of_show", "of_episode", "words"),
    [
        ("fr-ca", None, "Voir la vidéo"),
        ("fr", "en", "Watch the video"),
        ("en-gb", "fr", "Voir la vidéo"),
        ("de", None, "Watch the video"),
    ],
)
def test_the_words_are_of_the_language_of_the_episode(of_show: str, of_episode: str | None, words: str) -> None:
    replay = ContentLink(url="https://video.example/")
    assert words in below("replay", of_show, of_episode=of_episode, replay=replay)


def test_parts_stand_in_the_order_of_the_show_and_once() -> None:
    one = episode("a", replay=ContentLink(url="https://video.example/"), people=(Person(name="Claire Hédon"),))
    asked = show(notes_end=("replay", "people", "replay"))
    html = notes_end(asked, one, AttachmentLinks())
    assert html.index("Voir la vidéo") < html.index("Claire Hédon")
    assert html.count("Voir la vidéo") == 1


def test_a_show_that_asks_for_nothing_gets_nothing() -> None:
    one = episode("a", replay=ContentLink(url="https://video.example/"), people=(Person(name="Claire Hédon"),))
    assert notes_end(show(notes_end=()), one, AttachmentLinks(documents=DOCUMENTS)) == ""


def test_the_notes_of_an_item_end_so() -> None:
    one = ready(episode("a", notes="*Notes*", replay=ContentLink(url="https://video.example/")))
    assert made(one).items[0].html == '<p>Notes</p>\n<p><a href="https://video.example/">Voir la vidéo</a></p>'
