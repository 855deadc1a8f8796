from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from readings import only, put, reading_of, told, where
from show_builder import GUID, Show

from balado.show.model import Episode, Person
from balado.source.identity import episode_guid

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path)
    show.write_feed(people="{hedon: {name: Claire Hédon, role: host}, castex: {name: Jean Castex}}")
    return show


def episode_of(show: Show) -> Episode:
    reading = reading_of(show.root)
    assert [fault for fault in reading.faults if fault.severity == "error"] == []
    (episode,) = reading.episodes
    return episode


def test_an_episode_is_read_whole(show: Show) -> None:
    folder = show.add(
        "01 Quelles attentes ?",
        guid="abc",
        title='"Le dernier kilomètre\u00a0: quelles attentes\u202f?"',
        date="2022-10-19 17:30",
        season="01",
        episode="12",
        type="Full",
        summary="Une conférence.",
        explicit="true",
        draft="no",
        people="[hedon, castex, {person: castex, role: Narrator}, {name: Anne, function: maire}]",
        link="https://example.org/événement",
    )
    put(folder, {"cover.png": "", "programme.pdf": ""})

    assert episode_of(show) == Episode(
        slug="01-quelles-attentes",
        folder="episodes/01 Quelles attentes ?",
        guid="abc",
        title="Le dernier kilomètre\u00a0: quelles attentes\u202f?",
        date=datetime(2022, 10, 19, 17, 30, tzinfo=PARIS),
        season=1,
        episode=12,
        type="full",
        summary="Une conférence.",
        explicit=True,
        draft=False,
        people=(
            Person(name="Claire Hédon", role="host"),
            Person(name="Jean Castex", role="guest"),
            Person(name="Jean Castex", role="narrator"),
            Person(name="Anne", function="maire", role="guest"),
        ),
        link="https://example.org/%C3%A9v%C3%A9nement",
        notes="Notes of *01 Quelles attentes ?*.",
        audio="episodes/01 Quelles attentes ?/talk.mp3",
        artwork="episodes/01 Quelles attentes ?/cover.png",
    )


def test_what_the_tags_may_say_is_no_fault_here(show: Show) -> None:
    show.add("a", title=None, date=None)
    assert (episode_of(show).title, episode_of(show).date) == (None, None)


def test_an_episode_without_recording_is_no_fault_here(show: Show) -> None:
    show.add("a", seconds=None)
    assert episode_of(show).audio is None


def test_a_recording_alone_is_a_draft_until_its_text_is_written(show: Show) -> None:
    put(show.root, {"episodes/a/talk.mp3": "x"})
    drafted = episode_of(show)
    assert (drafted.audio, drafted.draft, drafted.guid) == ("episodes/a/talk.mp3", True, episode_guid(GUID, "a"))
    fault = only(reading_of(show.root))
    assert (fault.severity, where(fault)) == ("warning", ("episodes/a/talk.mp3", None, ""))
    assert "`balado new episodes/a/talk.mp3`" in str(fault.remedy)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("episode.md.txt", "Rename it to episode.md."),
        ("Episode.txt", "Rename it to episode.md."),
        (".episode.md.icloud", "have the file downloaded"),
    ],
)
def test_a_text_under_another_name_keeps_the_episode_home(show: Show, name: str, words: str) -> None:
    put(show.root, {"episodes/a/talk.mp3": "x", f"episodes/a/{name}": "---\ndraft: true\n---\n"})
    found = reading_of(show.root)
    assert (found.episodes, dict(found.faulty)) == ((), {"a": None})
    fault = only(found)
    assert (fault.severity, fault.place.path) == ("error", f"episodes/a/{name}")
    assert words in str(fault.remedy)


@pytest.mark.parametrize("name", ["episode.md", "Episode.md", "EPISODE.MD", "episode.MD"])
def test_the_name_of_a_text_counts_whatever_its_case(show: Show, name: str) -> None:
    put(show.root, {"episodes/a/talk.mp3": "x", f"episodes/a/{name}": "---\nguid: abc\ntitle: A\n---\n"})
    assert episode_of(show).guid == "abc"
    assert reading_of(show.root).faults == ()


def test_of_two_texts_that_differ_in_case_the_other_one_is_named(show: Show) -> None:
    put(show.root, {"episodes/a/episode.md": "---\nguid: abc\n---\n", "episodes/a/Episode.md": "---\nguid: b\n---\n"})
    if len(list((show.root / "episodes/a").iterdir())) == 2:  # not on a disk that knows no case
        assert episode_of(show).guid == "abc"
        assert only(reading_of(show.root)).place.path == "episodes/a/Episode.md"


def test_what_lies_beside_the_folders_of_episodes_is_named(show: Show) -> None:
    put(show.root, {"episodes/talk.mp3": "x", "episodes/episode.md": "---\n---\n", "episodes/logo.png": "x"})
    faults = reading_of(show.root).faults
    assert [(fault.place.path, fault.severity) for fault in faults] == [
        ("episodes/episode.md", "warning"),
        ("episodes/talk.mp3", "warning"),
    ]


def test_what_another_text_of_the_show_names_is_read(show: Show) -> None:
    show.add("a", documents="[{title: P, file: episodes/b/p.pdf}]")
    show.add("b")
    put(show.root, {"episodes/b/p.pdf": "x"})
    assert reading_of(show.root).faults == ()


def test_an_episode_without_guid_gets_one_and_the_line_to_paste(show: Show) -> None:
    show.add("a", guid=None)
    guid = episode_guid(GUID, "a")
    assert episode_of(show).guid == guid
    fault = only(reading_of(show.root))
    assert where(fault) == ("episodes/a/episode.md", 1, "guid")
    assert (fault.severity, fault.slug) == ("warning", "a")
    assert told(fault).endswith(f"guid: {guid}")


# Line 1 is `---`, 2 the guid, 3 the title, 4 the date.
@pytest.mark.parametrize(
    ("key", "value", "at", "message"),
    [
        ("title", "A: b", (3, "title"), 'Write: title: "A: b"'),
        ("title", "<i>a</i>", (3, "title"), "Write plain text: a"),
        ("guid", "[a]", (2, "guid"), "It should be text, but it is a list."),
        ("date", "19/10/2022 17h30", (4, "date"), "Write 2022-10-19 17:30"),
        ("date", "2022", (4, "date"), "“2022” is not a date."),
        ("date", "2022-02-30", (4, "date"), "“2022-02-30” is not a date."),
        ("date", "2023-03-26 02:30", (4, "date"), "Write 2023-03-26 03:30"),
        ("season", "0", (5, "season"), "“0” is not a whole number of 1 or more."),
        ("episode", "1.5", (5, "episode"), "“1.5” is not a whole number of 1 or more."),
        ("episode", "²", (5, "episode"), "“²” is not a whole number"),
        ("type", "trailers", (5, "type"), "Did you mean “trailer”?"),
        ("explicit", "clean", (5, "explicit"), "neither true nor false"),
        ("draft", "perhaps", (5, "draft"), "neither true nor false"),
        ("people", "hedon", (5, "people"), "Write: people: [hedon]"),
        ("people", "[hedn]", (5, "people.0"), "Did you mean “hedon”?"),
        ("people", "[Claire Hédon]", (5, "people.0"), "Did you mean “hedon”?"),
        ("people", "[castex, Martine Durand]", (5, "people.1"), "Write the name itself: - {name: Martine Durand}"),
        ("people", "[{person: hedn}]", (5, "people.0"), "Did you mean “hedon”?"),
        ("people", "[hedon, {person: castex, role: hst}]", (5, "people.1.role"), "Did you mean “host”?"),
        ("people", "[{name: A, rol: host}]", (5, "people.0.rol"), "Did you mean “role”?"),
        ("people", "[{role: host}]", (5, "people.0.name"), "“name” is missing."),
        ("people", "[[hedon]]", (5, "people.0"), "It should be a group of keys, but it is a list."),
        ("people", "[hedon, ]\nlink:\n- a", (6, "link"), "It should be text, but it is a list."),
        ("audio", "talk.mp3", (5, "audio"), "Delete the line: the recording is the one audio file"),
        ("notes", "x", (5, "notes"), "write the notes below"),
        ("folder", "x", (5, "folder"), "Delete the line"),
        ("sumary", "x", (5, "sumary"), "Did you mean “summary”?"),
        ("pubDate", "x", (5, "pubDate"), "Did you mean “date”?"),
        ("artwork", "art.jpg", (5, "artwork"), "There is no file art.jpg"),
        ("artwork", "../../../art.jpg", (5, "artwork"), "does not stay inside"),
        ("link", "http://example.org", (5, "link"), "Write https://example.org"),
        ("held", "{start: 2025-10-19 17:30, end: 2025-10-19 16:00}", (5, "held"), "It ends before it begins."),
        ("held", "{start: 2025-10-19, day: x}", (5, "held.day"), "or write one of: start, end, place."),
        ("licence", "ARR", (5, "licence"), "Did you mean “license”?"),
        ("chapters", "[{start: 0, titel: x}]", (5, "chapters.0.titel"), "Did you mean “title”?"),
        ("chapters", "\n- {start: 0}\n- {start: 1h}", (7, "chapters.1.start"), "is not a time in the recording"),
        ("people", "[{person: castex, role: présidnte}]", (5, "people.0.role"), "Did you mean “présidence”?"),
        ("video", "{url: 'https://a.org/v', type: mp4}", (5, "video.type"), "Write for example video/mp4"),
        ("live", "{url: 'https://a.org/v'}", (5, "live.page"), "“page” is missing."),
        (
            "live",
            "{url: 'https://a.org/v', page: 'https://a.org', status: on}",
            (5, "live.status"),
            "pending, live",
        ),
        ("transcripts", "[{file: a.vtt, language: french}]", (5, "transcripts.0.language"), "Write `language: fr`."),
        ("documents", "[{title: a, file: b, url: 'https://a.org'}]", (5, "documents.0"), "one of the two"),
        ("chapter_file", "plan.txt", (5, "chapter_file"), "Write the name of the file under `chapters`."),
    ],
)
def test_a_fault_says_where_it_is_and_what_to_write(
    show: Show, key: str, value: str, at: tuple[int, str], message: str
) -> None:
    show.add("a", **{"guid": "abc", key: value})

    reading = reading_of(show.root)

    fault = only(reading)
    assert where(fault) == ("episodes/a/episode.md", *at)
    assert message in told(fault)
    assert (fault.slug, fault.severity) == ("a", "error")
    assert reading.episodes == ()
    assert reading.faulty == {"a": None if key == "guid" else "abc"}
    assert reading.show is not None


@pytest.mark.parametrize(
    ("content", "guid", "message"),
    [
        (b"---\nguid: abc\ntitle: 'a\n---\n", "abc", "quotes of this value"),
        (b"---\nguid: 'abc'\ntitle: x\n", "abc", "after the keys is missing"),
        (b"guid: abc\n", "abc", "begins with a line"),
        (b"---\nguid: abc\ntitle: \xe9\n---\n", "abc", "UTF-8"),
        (b"---\ntitle: 'a\n---\n", None, "quotes of this value"),
        (b"---\nguid: " + b"-->" * 900 + b"\ntitle: 'a\n---\n", "-->" * 900, "quotes of this value"),
    ],
)
def test_the_guid_of_an_unreadable_episode_is_known_if_it_can_be(
    show: Show, content: bytes, guid: str | None, message: str
) -> None:
    put(show.root, {"episodes/a/episode.md": content})
    reading = reading_of(show.root)
    assert message in told(only(reading))
    assert reading.faulty == {"a": guid}


def test_two_recordings_are_a_fault_that_names_both(show: Show) -> None:
    put(show.add("a"), {"talk 2.M4A": ""})
    fault = only(reading_of(show.root))
    assert where(fault) == ("episodes/a", None, "")
    assert "talk 2.M4A, talk.mp3" in told(fault)


def test_two_covers_are_a_fault_unless_one_is_named(show: Show) -> None:
    put(show.add("a"), {"cover.jpg": "", "cover.png": ""})
    assert "cover.jpg, cover.png" in told(only(reading_of(show.root)))
    put(show.add("b", artwork="cover.png"), {"cover.jpg": "", "cover.png": ""})
    assert reading_of(show.root).episodes[0].artwork == "episodes/b/cover.png"


def test_artwork_is_looked_for_in_the_folder_and_then_in_the_show(show: Show) -> None:
    put(show.root, {"art/season.jpg": ""})
    show.add("a", artwork="art/season.jpg")
    assert episode_of(show).artwork == "art/season.jpg"


def test_a_text_under_a_name_like_the_right_one_is_named(show: Show) -> None:
    put(show.root, {"episodes/a/episode.md.txt": "---\n---\n"})
    reading = reading_of(show.root)
    assert "Rename it to episode.md." in told(only(reading))
    assert reading.faulty == {"a": None}


def test_a_folder_with_nothing_of_an_episode_only_warns(show: Show) -> None:
    put(show.root, {"episodes/pictures/one.jpg": ""})
    reading = reading_of(show.root)
    fault = only(reading)
    assert (fault.severity, fault.slug, reading.faulty) == ("warning", None, {})


def test_faults_of_a_draft_only_warn(show: Show) -> None:
    show.add("a", draft="true", season="0")
    reading = reading_of(show.root)
    fault = only(reading)
    assert (fault.severity, fault.place.key) == ("warning", "season")
    assert reading.faulty == {"a": "guid-of-a"}


def test_a_folder_without_a_letter_for_an_address_is_a_fault(show: Show) -> None:
    show.add("日本", guid="abc")
    reading = reading_of(show.root)
    assert "no letter from a to z" in told(only(reading))
    assert reading.faulty == {"日本": "abc"}


def test_two_folders_with_one_address_are_a_fault_of_the_second(show: Show) -> None:
    show.add("Été")
    show.add("ete")
    reading = reading_of(show.root)
    fault = only(reading)
    assert (fault.place.path, fault.slug) == ("episodes/Été", "Été")
    assert "“ete”" in told(fault)
    assert [episode.folder for episode in reading.episodes] == ["episodes/ete"]


def test_dates_are_judged_even_if_the_zone_is_not_known(show: Show) -> None:
    show.write_feed(timezone="Europe/Pari")
    show.add("a", date="2022-10-19 17:30")
    show.add("b", date="yesterday")
    assert [where(fault)[2] for fault in reading_of(show.root).faults] == ["date", "timezone"]
