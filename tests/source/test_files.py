from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
from readings import put, told, where

from balado.source.files import TEXT_MAX_BYTES, scan

EPISODE = "---\ntitle: x\n---\n"


def test_a_show_is_its_text_its_episodes_and_their_files(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "feed.yaml": "title: x",
            "README.md": "",
            "episodes/cover.jpg": "",
            "episodes/02-b/episode.md": EPISODE,
            "episodes/02-b/La conférence 🎙.MP3": "",
            "episodes/02-b/COVER.JPEG": "",
            "episodes/02-b/programme.pdf": "",
            "episodes/01-a/episode.md": EPISODE,
        },
    )

    found = scan(tmp_path)

    assert found.faults == ()
    assert found.show_file is not None
    assert (found.show_file.path, found.show_file.raw) == ("feed.yaml", b"title: x")
    assert [folder.path for folder in found.episodes] == ["episodes/01-a", "episodes/02-b"]
    second = found.episodes[1]
    assert second.text is not None
    assert second.text.path == "episodes/02-b/episode.md"
    assert second.audio == ("episodes/02-b/La conférence 🎙.MP3",)
    assert second.artwork == ("episodes/02-b/COVER.JPEG",)
    assert second.others == ("episodes/02-b/programme.pdf",)


@pytest.mark.parametrize("name", [".talk.mp3", "talk.mp3~", "~$talk.mp3", "talk.mp3.part", "#talk.mp3#", "Thumbs.db"])
def test_hidden_files_and_leftovers_of_editors_are_not_there(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"feed.yaml": "", "episodes/a/episode.md": EPISODE, f"episodes/a/{name}": ""})
    folder = scan(tmp_path).episodes[0]
    assert (folder.audio, folder.artwork, folder.others) == ((), (), ())


@pytest.mark.parametrize(
    "suffix", ["mp3", "m4a", "mp4", "m4v", "mov", "wav", "flac", "ogg", "opus", "aac", "aif", "wma"]
)
def test_recordings_are_known_by_suffix(tmp_path: Path, suffix: str) -> None:
    put(tmp_path, {f"episodes/a/talk.{suffix}": ""})
    assert scan(tmp_path).episodes[0].audio == (f"episodes/a/talk.{suffix}",)


def test_a_folder_without_feed_yaml_names_what_comes_near(tmp_path: Path) -> None:
    put(tmp_path, {"feed.yml": ""})
    assert (scan(tmp_path).show_file, scan(tmp_path).near_show_file) == (None, "feed.yml")


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    found = scan(tmp_path / "nowhere")
    assert (found.show_file, found.episodes, found.faults) == (None, (), ())


def test_a_file_over_one_megabyte_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"feed.yaml": b"#" * TEXT_MAX_BYTES, "episodes/a/episode.md": b"#" * (TEXT_MAX_BYTES + 1)})
    found = scan(tmp_path)
    assert found.show_file is not None
    assert found.show_file.raw is not None
    (fault,) = found.faults
    assert where(fault) == ("episodes/a/episode.md", None, "")
    assert fault.slug == "a"
    assert "1,000,000 bytes" in told(fault)


def test_a_text_that_is_a_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "feed.yaml").mkdir()
    (fault,) = scan(tmp_path).faults
    assert "not a text file" in told(fault)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
class TestLinks:
    def test_one_inside_the_show_is_followed(self, tmp_path: Path) -> None:
        put(tmp_path, {"recordings/a.mp3": "sound", "episodes/a/episode.md": EPISODE})
        (tmp_path / "episodes/a/talk.mp3").symlink_to("../../recordings/a.mp3")
        found = scan(tmp_path)
        assert found.faults == ()
        assert found.episodes[0].audio == ("episodes/a/talk.mp3",)

    @pytest.mark.parametrize(
        ("link", "target", "slug"),
        [
            ("show/episodes/a/talk.mp3", "../../../outside.mp3", "a"),
            ("show/episodes/a/talk.mp3", "/etc/passwd", "a"),
            ("show/episodes/a/talk.mp3", "nothing.mp3", "a"),
            ("show/episodes/B", "../../other", "b"),
            ("show/feed.yaml", "../outside.mp3", None),
            ("show/feed.yaml", "feed.yaml", None),
        ],
    )
    def test_one_that_leads_out_or_nowhere_is_refused(
        self, tmp_path: Path, link: str, target: str, slug: str | None
    ) -> None:
        put(tmp_path, {"outside.mp3": "", "other/episode.md": EPISODE, "show/episodes/a/episode.md": EPISODE})
        (tmp_path / link).symlink_to(target)

        found = scan(tmp_path / "show")

        (fault,) = found.faults
        assert (fault.place.path, fault.slug) == (link.removeprefix("show/"), slug)
        assert "leads out" in told(fault)
        assert found.show_file is None
        assert [folder.audio for folder in found.episodes] == [()]

    def test_the_folder_of_the_show_may_be_a_link_itself(self, tmp_path: Path) -> None:
        put(tmp_path, {"real/feed.yaml": "", "real/episodes/a/episode.md": EPISODE})
        (tmp_path / "show").symlink_to("real")
        found = scan(tmp_path / "show")
        assert (len(found.episodes), found.faults) == (1, ())

    def test_other_links_at_the_top_are_nobodys_business(self, tmp_path: Path) -> None:
        put(tmp_path, {"feed.yaml": ""})
        (tmp_path / "venv").symlink_to("/usr")
        assert scan(tmp_path).faults == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_in_an_old_encoding_is_a_fault_of_its_episode(tmp_path: Path) -> None:
    put(tmp_path, {"episodes/a/episode.md": EPISODE})
    os.close(os.open(os.fsencode(tmp_path) + b"/episodes/a/caf\xe9.mp3", os.O_CREAT))
    (fault,) = scan(tmp_path).faults
    assert fault.slug == "a"
    assert "old encoding" in told(fault)


class TestFind:
    def test_gives_the_path_of_a_file_of_the_show(self, tmp_path: Path) -> None:
        find = scan(put(tmp_path, {"art/cover.jpg": ""})).find
        assert find("art/cover.jpg") == "art/cover.jpg"

    @pytest.mark.parametrize("path", ["art/Cover.jpg", "art", "nothing.jpg", "art/cover.jpg/x"])
    def test_gives_none_for_what_is_no_file_in_these_letters(self, tmp_path: Path, path: str) -> None:
        assert scan(put(tmp_path, {"art/cover.jpg": ""})).find(path) is None

    def test_knows_an_accent_however_it_is_stored(self, tmp_path: Path) -> None:
        stored = unicodedata.normalize("NFD", "été.jpg")
        find = scan(put(tmp_path, {stored: ""})).find
        assert find(unicodedata.normalize("NFC", "été.jpg")) in (stored, unicodedata.normalize("NFC", stored))

    def test_does_not_follow_a_link_out_of_the_show(self, tmp_path: Path) -> None:
        put(tmp_path, {"secret.jpg": "", "show/feed.yaml": ""})
        (tmp_path / "show/cover.jpg").symlink_to("../secret.jpg")
        assert scan(tmp_path / "show").find("cover.jpg") is None


def test_the_order_of_episodes_does_not_depend_on_how_accents_are_stored(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        root = tmp_path / form
        names = ("étape", "zone", "fin")
        put(root, {f"episodes/{unicodedata.normalize(form, name)}/episode.md": EPISODE for name in names})
        assert [folder.slug for folder in scan(root).episodes] == ["fin", "zone", "etape"]


def test_what_the_system_does_not_let_us_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("balado.source.files._read", refuse)
    found = scan(put(tmp_path, {"feed.yaml": "", "episodes/a/episode.md": EPISODE}))
    assert [(where(fault)[0], fault.slug) for fault in found.faults] == [
        ("feed.yaml", None),
        ("episodes/a/episode.md", "a"),
    ]
    assert "Permission denied" in told(found.faults[0])


def test_a_folder_that_cannot_be_opened_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("secret"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    put(tmp_path, {"episodes/secret/episode.md": EPISODE})
    monkeypatch.setattr(os, "scandir", refuse)
    (fault,) = scan(tmp_path).faults
    assert where(fault) == ("episodes/secret", None, "")
    assert fault.slug == "secret"


@pytest.mark.parametrize("episodes", [1, 7])
def test_each_folder_is_listed_once_and_of_what_is_in_it_the_text_alone_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, episodes: int
) -> None:
    (tmp_path / "feed.yaml").write_text("title: t\n")
    for number in range(episodes):
        folder = tmp_path / "episodes" / f"{number}"
        folder.mkdir(parents=True)
        for name in ("episode.md", "talk.mp3", "transcript.vtt", "cover.jpg"):
            (folder / name).write_text(name)
    listed: list[str] = []
    opened: list[str] = []
    list_folder, open_file = os.scandir, os.open
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(path) or list_folder(path))
    monkeypatch.setattr(os, "open", lambda path, *flags: opened.append(path) or open_file(path, *flags))

    found = scan(tmp_path)

    monkeypatch.undo()
    assert len(found.episodes) == episodes
    assert (len(listed), len(opened)) == (2 + episodes, 1 + episodes)
