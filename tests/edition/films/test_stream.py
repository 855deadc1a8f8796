"""Streams beside a recording: what is published of one, what is said of a faulty one, and what is remembered."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path

import pytest
from editions import inputs, inspected, published
from show_builder import Show
from streams import stream_files, write_stream

from balado.edition.attachments import Attachments, find_attachments
from balado.edition.contents import Attachment
from balado.record.generation import Generation, SideKind

NAMED = "{file: hls/film.m3u8, title: Film}"


@pytest.fixture
def folder(show: Show) -> Path:
    """The folder of an episode that names a stream."""
    made = show.add("a", video=NAMED)
    write_stream(made / "hls")
    return made


def attachments(show: Show, before: Generation | None = None, slug: str = "a") -> Attachments:
    found = inspected(show, slug, before)
    assert found.candidate is not None
    return find_attachments(found.candidate.episode, found.candidate.audio, inputs(show, before))


def faults(show: Show, before: Generation | None = None) -> list[tuple[str, int | None, str]]:
    found = inspected(show, "a", before)
    return [(one.place.path.removeprefix("episodes/a/"), one.place.line, str(one.what)) for one in found.faults
            if one.severity == "error"]  # fmt: skip


def bodies(sides: tuple[Attachment, ...]) -> dict[str, bytes]:
    """What is stored under each key."""
    found = {}
    for side in sides:
        for piece in side.pieces:
            body = piece.artifact.body
            found[piece.artifact.key] = body if isinstance(body, bytes) else Path(str(body)).read_bytes()
    return found


def test_every_file_has_a_key_of_its_bytes_and_playlists_name_one_another_by_them(show: Show, folder: Path) -> None:
    found = attachments(show)
    stored = bodies(found.sides)
    assert len(stored) == 5
    for key, body in stored.items():
        assert re.fullmatch(r"films/a-hls-[a-z-]+-[0-9a-f]{16}\.(m3u8|mp4|m4a)", key)
        assert hashlib.sha256(body).hexdigest()[:16] == key.rpartition(".")[0][-16:]
    named = [name for key, body in stored.items() if key.endswith("m3u8")
             for name in re.findall(rb'^[^#\n]+$|URI="([^"]+)"', body, re.MULTILINE)]  # fmt: skip
    assert named
    first = found.sides[0].record
    assert first.keys[0] == next(key for key in stored if re.fullmatch(r"films/a-hls-film-[0-9a-f]{16}\.m3u8", key))
    assert set(first.keys) == stored.keys()
    reached, todo = set[str](), [first.keys[0]]
    while todo:
        key = todo.pop()
        reached.add(key)
        if key.endswith(".m3u8"):
            text = stored[key].decode()
            todo += (posixpath.join("films", one or two) for one, two in
                     re.findall(r'^([^#\n]+)$|URI="([^"]+)"', text, re.MULTILINE))  # fmt: skip
    assert reached == stored.keys()


def test_types_are_those_that_players_want(show: Show, folder: Path) -> None:
    types = {piece.artifact.key.rpartition(".")[2]: piece.artifact.content_type
             for side in attachments(show).sides for piece in side.pieces}  # fmt: skip
    assert types == {"m3u8": "application/vnd.apple.mpegurl", "mp4": "video/mp4", "m4a": "audio/mp4"}


def test_the_feed_tells_the_first_playlist_without_a_size(show: Show, folder: Path) -> None:
    found = attachments(show)
    [told] = found.told.alternates
    assert (told.type, told.length, told.title, told.integrity) == ("application/x-mpegURL", 0, "Film", None)
    assert told.sources[0].uri == f"https://pod.example/show/{found.sides[0].record.keys[0]}"


WRONG = {
    "a list that leads elsewhere": ("low.m3u8", "low.mp4\n", "https://cdn.example/low.mp4\n", 7, "leads elsewhere"),
    "a path from the root": ("low.m3u8", "low.mp4\n", "/low.mp4\n", 7, "leads elsewhere"),
    "a way out of the folder": ("sound/audio.m3u8", "\naudio.m4a", "\n../../episode.md", 7, "out of its folder"),
    "a file that is not here": ("film.m3u8", "low.m3u8", "high.m3u8", 6, "that is not here"),
    "a text among the pieces": ("low.m3u8", "\nlow.mp4", "\nnotes.txt", 7, "no film consists of"),
    "a live broadcast": ("low.m3u8", "#EXT-X-ENDLIST\n", "", None, "no end"),
    "a circle": ("low.m3u8", "\nlow.mp4", "\nfilm.m3u8", 7, "names itself"),
    "no playlist": ("low.m3u8", "#EXTM3U", "<html>", None, "no playlist of HLS"),
    "a film that is a playlist": ("film.m3u8", "#EXTM3U", "", None, "no playlist of HLS"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_stream_is_said_with_its_line_and_nothing_of_it_is_published(
    show: Show, folder: Path, name: str
) -> None:
    file, old, new, line, said = WRONG[name]
    path = folder / "hls" / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    [(where, found, what)] = faults(show)
    assert (where, found) == (f"hls/{file}", line)
    assert said in what


def test_a_draft_of_a_transcript_is_no_part_of_a_stream(show: Show, folder: Path) -> None:
    (folder / "hls/texts.draft.vtt").write_text("WEBVTT\n", encoding="utf-8")
    first = folder / "hls/film.m3u8"
    subtitles = '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="fr",URI="texts.draft.vtt"\n'
    first.write_text(first.read_text("utf-8") + subtitles, encoding="utf-8")
    found = inspected(show, "a", None)
    assert "hls/texts.draft.vtt" in {one.place.path.removeprefix("episodes/a/") for one in found.faults}
    assert found.candidate is None or not [one for one in found.candidate.sides if one.record.kind is SideKind.FILM]


def test_a_checkout_without_films_publishes_what_was_published(show: Show, folder: Path) -> None:
    before = published(show)
    whole = attachments(show)
    for name in stream_files():
        (folder / "hls" / name).unlink()
        again = attachments(show, before)
        assert again.told == whole.told, name
        assert {side.record for side in again.sides} == {side.record for side in whole.sides}, name
        assert not again.faults


def test_a_renamed_folder_moves_nothing(show: Show, folder: Path) -> None:
    before = published(show)
    keys = set(bodies(attachments(show).sides))
    folder.rename(folder.with_name("b"))
    assert set(bodies(attachments(show, before, "b").sides)) == keys
    for name in stream_files():
        (folder.with_name("b") / "hls" / name).unlink()
    assert {key for side in attachments(show, before, "b").sides for key in side.record.keys} == keys


def test_a_new_playlist_never_goes_out_with_the_old_film(show: Show, folder: Path) -> None:
    before = published(show)
    playlist = folder / "hls/low.m3u8"
    playlist.write_text(playlist.read_text("utf-8").replace("4@2", "5@2"), encoding="utf-8")
    (folder / "hls/low.mp4").unlink()
    assert [(where, line) for where, line, _ in faults(show, before)] == [("hls/low.m3u8", 4), ("hls/low.m3u8", 7)]


def test_another_piece_changes_the_keys_of_all_that_names_it(show: Show, folder: Path) -> None:
    before = {key.rpartition("-")[0]: key for key in bodies(attachments(show).sides)}
    (folder / "hls/low.mp4").write_bytes(b"another film")
    after = {key.rpartition("-")[0]: key for key in bodies(attachments(show).sides)}
    changed = {name for name, key in after.items() if before[name] != key}
    assert changed == {"films/a-hls-film", "films/a-hls-low"}


def test_what_two_streams_share_is_published_once_and_keeps_its_keys(show: Show) -> None:
    made = show.add("a", video=NAMED, alternates="[{file: hls/other.m3u8}, {file: hls/sound/audio.m3u8}]")
    files = write_stream(made / "hls")
    (made / "hls/other.m3u8").write_bytes(files["film.m3u8"] + b"# another\n")
    first = attachments(show)
    assert len(bodies(first.sides)) == len(files) + 1
    again = attachments(show, published(show))
    assert again.told == first.told
    assert len(again.told.alternates) == 3


def test_pointers_stand_for_the_files_that_were_published(show: Show, folder: Path) -> None:
    before = published(show)
    told = attachments(show).told
    for name in stream_files():
        path = folder / "hls" / name
        body = path.read_bytes()
        oid = hashlib.sha256(body).hexdigest()
        path.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(body)}\n")
        assert attachments(show, before).told == told, name
    (folder / "hls/low.mp4").write_text(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345\n"
    )
    assert [where for where, _, _ in faults(show, before)] == ["hls/film.m3u8"]


def test_a_chain_of_playlists_is_not_followed_without_end(show: Show, folder: Path) -> None:
    for number in range(2000):
        text = f"#EXTM3U\n{number + 1}.m3u8\n#EXT-X-ENDLIST\n"
        (folder / f"hls/{number}.m3u8").write_text(text, encoding="utf-8")
    (folder / "hls/film.m3u8").write_text("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n0.m3u8\n", encoding="utf-8")
    assert [where for where, _, _ in faults(show)] == ["hls/1.m3u8"]
