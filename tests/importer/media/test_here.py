"""What lies in a show's folders already stands in its texts under no address."""

from pathlib import Path

from balado.importer.media.here import of_episode, of_show, with_files
from balado.source.files import scan


def test_files_are_found_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "episodes/one"
    folder.mkdir(parents=True)
    (tmp_path / "feed.yaml").write_text("title: A\n", "utf-8")
    (folder / "episode.md").write_text("---\ntitle: T\n---\n", "utf-8")
    found = scan(tmp_path)
    assert (of_show(found), of_episode(found.episodes[0])) == ({}, {})
    for name in ("one.mp3", "cover.png", "chapters.json", "transcript.fr.vtt"):
        (folder / name).write_bytes(b"x")
    (tmp_path / "cover.png").write_bytes(b"x")
    found = scan(tmp_path)
    assert of_show(found) == {"artwork": "cover.png"}
    assert of_episode(found.episodes[0]) == dict.fromkeys(("audio", "artwork", "chapters", "transcripts"))


def test_they_take_the_place_of_addresses_and_of_nothing_else() -> None:
    tree = {"guid": "g", "audio": {"url": "https://a.example/"}, "chapters": [{"start": "0"}], "title": "T"}
    assert with_files(tree, {"audio": None, "chapters": None}) == {
        "guid": "g",
        "chapters": [{"start": "0"}],
        "title": "T",
    }
    assert with_files({"chapters": {"url": "https://a.example/"}}, {"chapters": None}) == {}
    assert list(with_files({"artwork": "https://a.example/", "type": "serial"}, {"artwork": "cover.png"}).items()) == [
        ("artwork", "cover.png"),
        ("type", "serial"),
    ]
