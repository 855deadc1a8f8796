from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import only, put, reading_of, told, where
from show_builder import Show

from balado.errors import Place
from balado.source.episode import EpisodeReading
from balado.source.files import scan
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.read import one_by_one, read
from balado.source.translate import EPISODE_KEYS, SHOW_KEYS


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path)
    show.write_feed()
    return show


def test_all_faults_of_all_files_are_found_in_one_run(show: Show) -> None:
    show.write_feed(
        title="<b>a</b>",
        language="french",
        link="example.org",
        categories="[Goverment]",
        explicit="maybe",
        timezone="Europe/Pari",
    )
    show.add("01-a", title="Un : deux")
    show.add("02-b", date="yesterday", season="0")
    show.add("03-c")

    reading = reading_of(show.root)

    assert [where(fault) for fault in reading.faults] == [
        ("episodes/01-a/episode.md", 3, "title"),
        ("episodes/02-b/episode.md", 4, "date"),
        ("episodes/02-b/episode.md", 5, "season"),
        ("feed.yaml", 2, "title"),
        ("feed.yaml", 4, "language"),
        ("feed.yaml", 5, "link"),
        ("feed.yaml", 8, "categories.0"),
        ("feed.yaml", 9, "explicit"),
        ("feed.yaml", 11, "timezone"),
    ]
    assert all(str(fault.remedy) for fault in reading.faults)
    assert reading.show is None
    assert [episode.slug for episode in reading.episodes] == ["03-c"]
    assert reading.faulty == {"01-a": "guid-of-01-a", "02-b": "guid-of-02-b"}


def test_nothing_a_person_reads_is_pydantics(show: Show) -> None:
    show.write_feed(owner="x", categories="x", people="[x]", seasons="{x: y}", publish="x", x="y")
    show.add("a", people="{x: y}", season="x", x="y")
    texts = [told(fault) for fault in reading_of(show.root).faults]
    assert len(texts) > 8
    for wording in ("Input should", "Field required", "Extra inputs", "valid", "dictionary", "tuple"):
        assert wording not in " ".join(texts)


def test_a_twin_is_told_to_give_up_the_guid_and_the_owner_is_not(show: Show) -> None:
    show.add("01-a", guid="abc")
    show.add("02-b", guid="abc")
    reading = reading_of(show.root)
    fault = only(reading)
    assert where(fault) == ("episodes/02-b/episode.md", 2, "guid")
    assert str(fault.what).startswith("It has the same guid as episodes/01-a/episode.md")
    assert str(fault.remedy).startswith("Delete this line (guid: abc) of this copy")
    assert "Leave episodes/01-a/episode.md as it is." in str(fault.remedy)
    assert [episode.slug for episode in reading.episodes] == ["01-a"]
    # The guid is another episode's: what is known of that one says nothing of this one.
    assert reading.faulty == {"02-b": None}


def test_an_episode_whose_folder_has_a_fault_is_faulty(show: Show) -> None:
    (show.add("a") / "notes.txt").symlink_to("/etc/passwd")
    reading = reading_of(show.root)
    assert reading.episodes == ()
    assert reading.faulty == {"a": "guid-of-a"}
    assert reading.show is not None


def test_a_show_without_episodes_is_read(show: Show) -> None:
    reading = reading_of(show.root)
    assert (reading.faults, reading.episodes) == ((), ())
    assert reading.show is not None


@pytest.mark.parametrize(
    ("slug", "key", "place"),
    [
        (None, "title", Place("feed.yaml", 2, "title")),
        (None, "owner.email", Place("feed.yaml", 7, "owner.email")),
        (None, "copyright", Place("feed.yaml", 1, "copyright")),
        ("a", "date", Place("episodes/A/episode.md", 4, "date")),
        ("a", "season", Place("episodes/A/episode.md", 1, "season")),
        ("ete", "date", Place("episodes/Été/episode.md", None, "date")),
        ("zzz", "date", Place("episodes/zzz/episode.md", None, "date")),
    ],
)
def test_a_reading_knows_where_a_key_stands(show: Show, slug: str | None, key: str, place: Place) -> None:
    show.add("A")
    put(show.root, {"episodes/Été/talk.mp3": "x"})
    assert reading_of(show.root).place(slug, key) == place


def test_a_file_of_many_faults_is_read_again_once(show: Show) -> None:
    show.add("01-a")
    reading = reading_of(show.root)
    text = reading.texts["01-a"]
    assert reading.documents("01-a", text) is reading.documents("01-a", text)


def test_of_a_file_of_a_thousand_faults_the_first_are_told_and_the_rest_is_counted(show: Show) -> None:
    show.write_feed(people="{hedon: {name: Claire Hédon}}")
    show.add("01-a", people="[" + ", ".join(f"hedo{number}" for number in range(500)) + "]")
    show.add("02-b", **{f"key_{number}": "x" for number in range(500)})
    show.add("03-c", chapters="[" + ", ".join("{start: x, title: t}" for _ in range(500)) + "]")
    reading = reading_of(show.root)
    counts = {slug: sum(fault.slug == slug for fault in reading.faults) for slug in ("01-a", "02-b", "03-c")}
    assert counts == {"01-a": 31, "02-b": 101, "03-c": 101}
    rest = [told(fault) for fault in reading.faults if "more faults" in told(fault)]
    assert [line.split(" more")[0] for line in rest] == ["There are 470", "There are 400", "There are 400"]
    assert set(reading.faulty) == {"01-a", "02-b", "03-c"}


@pytest.mark.parametrize(
    "keys",
    [
        {"documents": f"[{{title: a, file: {'x' * 300}.pdf}}]"},
        {"transcripts": f"[{{file: {'é' * 200}.vtt}}]"},
        {"chapters": f"{'x' * 300}.txt"},
        {"video": f"{{file: {'x' * 300}.mp4}}"},
        {"artwork": f"{'x' * 300}.png"},
        {"documents": f"[{{title: a, file: {'folder/' * 200}a.pdf}}]"},
    ],
)
def test_a_name_that_no_disk_takes_is_a_fault_of_its_episode(show: Show, keys: dict[str, str]) -> None:
    show.add("01-a", **keys)
    fault = only(reading_of(show.root))
    assert (fault.slug, fault.place.line) == ("01-a", 5)
    assert fault.place.key.split(".")[0] in keys
    assert "No disk takes a file with a name of" in told(fault)


def test_notes_of_a_book_are_a_fault_of_their_episode(show: Show) -> None:
    path = show.add("01-a") / "episode.md"
    path.write_text(path.read_text("utf-8") + "word " * 30_000, "utf-8")
    assert told(only(reading_of(show.root))).startswith("The notes are 1")


def test_episodes_come_in_the_order_of_their_folders(show: Show) -> None:
    for name in ("10-c", "02-b", "Été", "zone"):
        put(show.root, {f"episodes/{name}/episode.md": f"---\nguid: {name}\n---\n"})
    assert [episode.slug for episode in reading_of(show.root).episodes] == ["02-b", "10-c", "zone", "ete"]


KEYS = st.sampled_from([*SHOW_KEYS, *EPISODE_KEYS, "person", "name", "role", "url", "to", "x", "a.b", "0", "$"])
WORDS = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from(["yes", "1", "2022-10-19", "https://a.example", "a > b"])
)
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=8
)


@given(st.dictionaries(KEYS, TREES, max_size=8), st.dictionaries(KEYS, TREES, max_size=8))
def test_whatever_is_written_is_read_or_a_fault_with_a_line(feed: object, episode: object) -> None:
    front = f"---\n{json.dumps(episode)}\n---\n".encode()
    folder = EpisodeFolder("a", "a", "episodes/a", TextFile("episodes/a/episode.md", front))
    found = Scan(root="", show_file=TextFile("feed.yaml", json.dumps(feed).encode()), episodes=(folder,))

    reading = read(found)

    assert reading.show is not None or reading.faults
    assert len(reading.episodes) + len(reading.faulty) == 1
    assert all(fault.place.line and str(fault) for fault in reading.faults)


def test_the_texts_of_the_episodes_may_be_read_elsewhere(show: Show) -> None:
    """By another process, which sends what it read: that is the same, faults and all."""
    show.write_feed(people="{hedon: {name: Claire Hédon, role: guest}}")
    remote = "{url: https://pod.example/1.mp3, length: 1000, duration: 00:01}"
    show.add("01-a", people="[hedon]", ignore="{alt-missing: So be it}")
    show.add("02-b", seconds=None, audio=remote, extra="[{name: 'example:rating', text: '5'}]", season="0")
    show.add("03-c", date="2050-01-01 08:00", draft="true")
    show.add("04-d", title="Un : deux")
    asked = []

    def sent(reader: Callable[[EpisodeFolder], EpisodeReading], folders: Sequence[EpisodeFolder]) -> Any:
        asked.append(len(folders))
        return pickle.loads(pickle.dumps([reader(folder) for folder in folders]))  # noqa: S301 (our own)

    files = scan(show.root)
    here, elsewhere = read(files), read(files, each=sent)
    assert elsewhere == here
    assert asked == [4]
    assert {one.slug for one in here.episodes} == {"01-a", "03-c"}
    assert {fault.slug for fault in here.faults} == {"02-b", "04-d"}


def test_one_by_one_answers_each_in_its_place_and_here() -> None:
    here = os.getpid()
    assert one_by_one(lambda number: (number, os.getpid()), range(1_000)) == [(one, here) for one in range(1_000)]
