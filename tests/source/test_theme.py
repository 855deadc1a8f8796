"""The pages in feed.yaml: whether there are any, their theme and language, and where else the show is."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.show.pages import SiteSettings
from balado.source.files import scan
from balado.source.folder import source_digest
from balado.source.settings import theme_folder
from balado.source.show import ShowReading, read_show
from balado.source.theme import theme_texts


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path)


def reading(show: Show, **keys: str | None) -> ShowReading:
    show.write_feed(**keys)
    return read_show(scan(show.root), {})


def told(found: ShowReading) -> list[tuple[int | None, str, str]]:
    return [(fault.place.line, fault.place.key, str(fault.what)) for fault in found.faults]


def digest(root: Path) -> str:
    found = scan(root)
    return source_digest(found, {}, theme_folder(found))


def add_theme(show: Show, **files: str) -> Path:
    folder = show.root / "dress"
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, SiteSettings()),
        ("", SiteSettings()),
        ("true", SiteSettings()),
        ("yes", SiteSettings()),
        ("false", None),
        ("no", None),
        ("{lang: EN}", SiteSettings(lang="en")),
        ("{lang: fr}", SiteSettings(lang="fr")),
    ],
)
def test_a_show_has_pages_unless_it_says_otherwise(
    show: Show, written: str | None, expected: SiteSettings | None
) -> None:
    found = reading(show, site=written)
    assert found.show is not None
    assert found.show.site == expected
    assert told(found) == []


@pytest.mark.parametrize(
    ("written", "key", "what"),
    [
        ("maybe", "site", "“maybe” is neither true nor false."),
        ("[a, b]", "site", "It should be true, false or a group of keys, but it is a list."),
        ("{lang: de}", "site.lang", "“de” is not possible here."),
        ("{colour: red}", "site.colour", "There is no key “colour” here."),
        ("{theme: ../dress}", "site.theme", "“../dress” does not stay inside the show's folder."),
        ("{theme: /etc}", "site.theme", "“/etc” does not stay inside the show's folder."),
        ("{theme: nowhere}", "site.theme", "There is no folder nowhere in the show's folder."),
        ("{theme: feed.yaml}", "site.theme", "There is no folder feed.yaml in the show's folder."),
    ],
)
def test_what_is_wrong_with_the_pages_is_told_at_its_line(show: Show, written: str, key: str, what: str) -> None:
    assert told(reading(show, site=written)) == [(13, key, what)]


def test_the_texts_of_a_theme_are_found_by_their_names(show: Show) -> None:
    add_theme(show, episode_html="<h1>é</h1>\r\n", style_css="body {}", notes_txt="not of a theme")
    found = reading(show, site="{theme: dress/}")
    assert told(found) == []
    assert theme_texts(scan(show.root), "dress/") == {"episode.html": "<h1>é</h1>\n", "style.css": "body {}"}


def test_a_theme_that_cannot_be_read_is_a_fault_of_its_file(show: Show) -> None:
    folder = add_theme(show, index_html="plain")
    (folder / "old.html").write_bytes("né".encode("latin-1"))
    (folder / "long.css").write_bytes(b"x" * 1_000_001)
    (folder / "out.html").symlink_to("/etc/hostname")
    found = reading(show, site="{theme: dress}")
    assert sorted(fault.place.path for fault in found.faults) == ["dress/long.css", "dress/old.html", "dress/out.html"]
    assert found.show is None


def test_a_theme_that_a_link_leads_out_of_the_show_is_none(
    show: Show, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (show.root / "dress").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    assert [what for _, _, what in told(reading(show, site="{theme: dress}"))] == [
        "There is no folder dress in the show's folder."
    ]


def test_the_texts_of_a_theme_count_in_the_digest_of_the_source(show: Show) -> None:
    folder = add_theme(show, index_html="one", notes_txt="any")
    show.write_feed(site="{theme: dress}")
    before = digest(show.root)
    (folder / "notes.txt").write_text("other", encoding="utf-8")
    assert digest(show.root) == before
    (folder / "index.html").write_text("two", encoding="utf-8")
    assert digest(show.root) != before
    (folder / "index.html").rename(folder / "episode.html")
    renamed = digest(show.root)
    (folder / "episode.html").rename(folder / "season.html")
    assert len({before, renamed, digest(show.root)}) == 3


def test_a_folder_that_is_no_theme_of_the_show_does_not_count(show: Show) -> None:
    show.write_feed(title="A theme of ours")
    before = digest(show.root)
    add_theme(show, index_html="one")
    assert digest(show.root) == before


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{apple: 'https://podcasts.apple.com/podcast/id1'}", {"apple": "https://podcasts.apple.com/podcast/id1"}),
        ("{Radio Nova: 'https://nova.example/'}", {"Radio Nova": "https://nova.example/"}),
    ],
)
def test_a_show_names_where_else_it_is(show: Show, written: str, expected: dict[str, str]) -> None:
    found = reading(show, links=written)
    assert found.show is not None
    assert found.show.links == expected


@pytest.mark.parametrize(
    ("written", "key", "what"),
    [
        ("{spotfy: 'https://open.spotify.com/'}", "links.spotfy", "“spotfy” is no word for a directory or an app."),
        ("{deezer: none}", "links.deezer", "“none” is not a full web address."),
    ],
)
def test_what_is_wrong_with_such_a_link_is_told_at_its_line(show: Show, written: str, key: str, what: str) -> None:
    assert told(reading(show, links=written)) == [(13, key, what)]
