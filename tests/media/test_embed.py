"""The published recording: our tag, and the author's sound to the last bit. Judged by ffmpeg, ffprobe and mutagen."""

from __future__ import annotations

import io
import json
import subprocess
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from audio_samples import FRAME_SECONDS, ape, encode, id3, id3v1, lame, silent_mp3, whole_mp3
from labels import chapter, label
from memory_storage import whole
from mutagen import id3 as frames
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image
from programs import need_program
from workers import first_of

from balado.artifact import Spliced
from balado.errors import MediaError
from balado.media.embed import TAG_MOST_BYTES, Embedding, embed, make_head
from balado.media.inspect import inspect_recording

SECONDS = 15.0
OLD_TAGS = {
    "none": (b"", b""),
    "in front": (id3(3000), b""),
    "twice in front": (id3(500) + id3(40), b""),
    "in front, with a footer": (id3(500, footer=True), b""),
    "at the end": (b"", ape(300) + id3v1()),
    "everywhere": (id3(200_000), ape(30) + b"LYRICSBEGININD0000200000021LYRICS200" + id3v1()),
}
ENCODERS: dict[str, Callable[[Path], Path]] = {
    "lame, constant": lambda path: lame(path, SECONDS, "-b", "96"),
    "lame, variable": lambda path: lame(path, SECONDS, "-V", "5"),
    "lame, mean": lambda path: lame(path, SECONDS, "--abr", "80", rate=22050, channels=1),
    "ffmpeg, constant": lambda path: encode(path, SECONDS, "-b:a", "64k", "-id3v2_version", "0"),
    "ffmpeg, no header": lambda path: encode(path, SECONDS, "-q:a", "6", "-write_xing", "0", "-id3v2_version", "0"),
    "ffmpeg, tagged": lambda path: encode(path, SECONDS, "-metadata", "title=Vieux titre", "-write_id3v1", "1"),
}


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    folder, made = tmp_path_factory.mktemp("encoded"), dict[str, bytes]()

    def encoded(name: str) -> bytes:
        if name not in made:
            made[name] = ENCODERS[name](folder / f"{len(made)}.mp3").read_bytes()
        return made[name]

    return encoded


def published(path: Path, **words: Any) -> tuple[Path, Embedding]:
    """The file that listeners get."""
    facts = inspect_recording(path, path.name)
    made = embed(path, path.name, label(**words), facts)
    target = path.with_name("published.mp3")
    target.write_bytes(whole(Spliced(made.head, path, made.start, made.end)))
    return target, made


def decoded(path: Path) -> bytes:
    """The digest of the sound that is heard."""
    command = [need_program("ffmpeg"), "-nostdin", "-v", "quiet", "-i", str(path), "-map", "0:a:0", "-f", "md5", "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def probed(path: Path) -> dict[str, Any]:
    command = [need_program("ffprobe"), "-v", "error", "-show_chapters", "-show_format", "-of", "json", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


@pytest.mark.parametrize("tags", first_of(OLD_TAGS, 2))
@pytest.mark.parametrize("encoder", ENCODERS)
def test_the_sound_is_the_same_to_the_last_bit(
    tmp_path: Path, encoded: Callable[[str], bytes], encoder: str, tags: str
) -> None:
    front, end = OLD_TAGS[tags]
    path = tmp_path / "talk.mp3"
    path.write_bytes(front + encoded(encoder) + end)
    before, written = inspect_recording(path, path.name), path.stat().st_mtime_ns

    target, made = published(path)

    after = inspect_recording(target, target.name)
    assert decoded(target) == decoded(path)
    assert after.duration == before.duration
    assert (after.bitrate, after.bitrate_mode, after.channels) == (before.bitrate, before.bitrate_mode, before.channels)
    assert (after.byte_size, after.sha256) == (made.byte_size, made.sha256)
    assert path.read_bytes() == front + encoded(encoder) + end
    assert path.stat().st_mtime_ns == written


def test_zeros_behind_a_tag_change_nothing_either(tmp_path: Path, encoded: Callable[[str], bytes]) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(id3(500) + bytes(700) + encoded("lame, variable"))
    assert decoded(published(path)[0]) == decoded(path)


def test_no_old_tag_is_left_and_the_stretch_is_the_frames(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    for front, end in OLD_TAGS.values():
        path.write_bytes(front + whole_mp3(200) + end)
        target, made = published(path)
        assert (made.start, made.end) == (len(front), len(front) + len(whole_mp3(200)))
        assert target.read_bytes() == made.head + whole_mp3(200)
        assert made.byte_size == len(made.head) + len(whole_mp3(200))


def test_ffprobe_and_mutagen_read_the_chapters_and_words_that_were_written(
    tmp_path: Path, encoded: Callable[[str], bytes]
) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(encoded("lame, variable"))
    target, _ = published(path)
    duration = inspect_recording(path, path.name).duration / timedelta(milliseconds=1)
    titles = [one.title for one in label().chapters]

    theirs = probed(target)
    assert [one["tags"]["title"] for one in theirs["chapters"]] == titles
    assert [float(one["start_time"]) for one in theirs["chapters"]] == [0, 7.001, 12.345]
    assert [float(one["end_time"]) for one in theirs["chapters"]] == [7.001, 12.345, duration / 1000]
    words = theirs["format"]["tags"]
    assert (words["title"], words["album"], words["genre"]) == (label().title, label().show, "Podcast")
    assert words["artist"] == "Claire Hédon/Didier-Roland Tabuteau"

    found = MP3(target)
    chapters = found.tags.getall("CHAP")
    assert [(one.start_time, one.end_time) for one in chapters] == [(0, 7001), (7001, 12345), (12345, duration)]
    assert [str(one.sub_frames["TIT2"]) for one in chapters] == titles
    assert chapters[1].sub_frames.getall("WXXX")[0].url == "https://podcast.example/d%C3%A9bat"
    assert found.info.length == pytest.approx(duration / 1000, abs=0.001)


def test_balado_reads_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(whole_mp3(2000))
    facts = inspect_recording(published(path)[0], "published.mp3")
    assert [(one.start, one.title, one.href) for one in facts.chapters] == [
        (one.start, one.title, one.href) for one in label().chapters
    ]
    assert facts.tags.title == label().title


def test_the_cover_is_inside_and_the_whole_tag_is_below_500_kb(tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    Image.effect_noise((3000, 3000), 120).convert("RGB").save(cover)
    chapters = tuple(chapter(number, "Une question de la salle " * 9) for number in range(300))
    head = make_head(label(cover=cover, chapters=chapters), timedelta(hours=1)).tag
    path = tmp_path / "tag.mp3"
    path.write_bytes(head)
    found = ID3(path)
    assert len(found.getall("CHAP")) == 255
    assert found.getall("APIC")[0].data.startswith(b"\xff\xd8\xff")
    assert 300_000 < len(head) <= TAG_MOST_BYTES


def test_links_that_would_crowd_the_cover_out_are_left_out(tmp_path: Path) -> None:
    Image.new("RGB", (1400, 1400), "navy").save(tmp_path / "cover.jpg")
    crowd = tuple(chapter(number, "?", href="https://podcast.example/" + "x" * 2500) for number in range(255))
    head = make_head(label(cover=tmp_path / "cover.jpg", chapters=crowd), timedelta(hours=1)).tag
    assert len(head) < 100_000
    assert b"APIC" in head
    assert b"WXXX" not in head


def own_tags(*frames: Any, version: int = 4) -> bytes:
    tag: Any = ID3()
    for frame in frames:
        tag.add(frame)
    body = io.BytesIO()
    tag.save(body, v2_version=version)
    return body.getvalue()


OWN = (
    frames.TIT2(text=["Vieux titre"]),
    frames.COMM(lang="fra", desc="", text=["Un commentaire"]),
    frames.USLT(lang="fra", desc="", text="Les mots qui sont dits"),
    frames.PCST(value=1),
    frames.TCOP(text=["2022 Conseil d’État"]),
    frames.TXXX(desc="replaygain_track_gain", text=["-6.5 dB"]),
    frames.TXXX(desc="session", text=["secret"]),
    frames.PRIV(owner="program", data=b"secret"),
    frames.TSSE(text=["Lavf58"]),
)


@pytest.mark.parametrize("version", [3, 4])
def test_what_players_use_of_the_own_tags_stays(version: int, tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(own_tags(*OWN, version=version) + whole_mp3(300))
    made, embedding = published(path)
    found = ID3(made)
    assert found.version == (2, 3, 0)
    assert str(found["TIT2"]) == label().title
    assert [str(one) for one in found.getall("COMM")] == ["Un commentaire"]
    assert [(one.lang, one.text) for one in found.getall("USLT")] == [("fra", "Les mots qui sont dits")]
    assert [one.desc for one in found.getall("TXXX")] == ["replaygain_track_gain"]
    assert (str(found["TCOP"]), len(found.getall("PCST"))) == ("2022 Conseil d’État", 1)
    assert not {"PRIV", "TSSE"} & {key[:4] for key in found}
    assert embedding.left_out.frames == ()


def test_what_listeners_lose_of_the_own_tags_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    geob = frames.GEOB(mime="text/plain", filename="a", desc="b", data=b"c")
    long = frames.USLT(lang="fra", desc="", text="mot " * 40_000)
    path.write_bytes(own_tags(*OWN[:2], geob, frames.SYLT(lang="fra", desc="", text=[("a", 1)]), long) + whole_mp3(300))
    assert published(path)[1].left_out.frames == ("GEOB", "SYLT", "USLT")


def jpeg_of(side: int, seed: int = 0) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((side, side), 60 + seed).convert("RGB").save(content, "JPEG", quality=90)
    return content.getvalue()


def test_pictures_of_chapters_are_inside_and_the_whole_tag_stays_below_500_kb(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_bytes(jpeg_of(1400))
    pictures = {f"https://p.example/{number}.jpg": jpeg_of(700, number) for number in range(4)}
    chapters = tuple(
        chapter(number * 60, f"Partie {number}", picture=address) for number, address in enumerate(pictures)
    )
    head = make_head(label(cover=tmp_path / "cover.jpg", chapters=chapters, pictures=pictures), timedelta(hours=1))
    path = tmp_path / "tag.mp3"
    path.write_bytes(head.tag)
    found = ID3(path)
    inside = [frame.sub_frames.getall("APIC") for frame in found.getall("CHAP")]
    assert [len(one) for one in inside] == [1] * 4
    assert all(max(Image.open(io.BytesIO(one.data)).size) <= 600 for [one] in inside)
    assert found.getall("APIC")
    assert (head.chapters_without_picture, len(head.tag) <= TAG_MOST_BYTES) == (0, True)


def test_without_room_for_them_chapters_have_no_pictures_and_that_is_counted(tmp_path: Path) -> None:
    picture = {"https://p.example/1.jpg": jpeg_of(600)}
    chapters = tuple(chapter(number, "Partie", picture="https://p.example/1.jpg") for number in range(200))
    head = make_head(label(chapters=chapters, pictures=picture), timedelta(hours=1))
    assert (head.chapters_without_picture, b"APIC" in head.tag) == (200, False)
    broken = make_head(label(chapters=chapters[:1], pictures={"https://p.example/1.jpg": b"none"}), timedelta(hours=1))
    assert broken.chapters_without_picture == 1


def test_a_cover_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_text("a letter")
    with pytest.raises(MediaError, match=r"cover\.jpg"):
        make_head(label(cover=tmp_path / "cover.jpg"), timedelta(hours=1))


def test_the_same_label_gives_the_same_publication(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(id3(100) + whole_mp3(300))
    assert published(path)[1] == published(path)[1]
    assert published(path)[1].sha256 != published(path, title="Autre titre")[1].sha256


def test_only_mp3_is_tagged(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(whole_mp3(300))
    facts = inspect_recording(path, path.name).model_copy(update={"suffix": ".m4a"})
    with pytest.raises(ValueError, match=r"not in \.m4a"):
        embed(path, path.name, label(), facts)


@pytest.mark.parametrize("now", [whole_mp3(299) + b"x" * 417, id3(10) + silent_mp3(50), b"not a recording", b"", None])
def test_a_file_that_is_not_the_one_that_was_inspected_is_not_published(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(whole_mp3(300))
    facts = inspect_recording(path, path.name)
    if now is None:
        path.unlink()
    else:
        path.write_bytes(now)
    with pytest.raises(MediaError, match=r"talks/talk\.mp3 cannot be used"):
        embed(path, "talks/talk.mp3", label(), facts)


class Counted(FileIO):
    """A file that counts what is read of it."""

    opened = 0
    read_bytes = 0

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        Counted.opened += 1

    def read(self, size: int | None = -1, /) -> bytes:
        found: bytes = super().read(-1 if size is None else size)
        Counted.read_bytes += len(found)
        return found

    def readinto(self, buffer: Any, /) -> int:
        count = super().readinto(buffer)
        Counted.read_bytes += count
        return count


def test_one_read_of_the_file_and_no_copy_of_it_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(id3(50_000) + whole_mp3(60_000) + id3v1())
    facts = inspect_recording(path, path.name)
    embed(path, path.name, label(), facts)  # what is imported late is there now
    monkeypatch.setattr(Counted, "opened", 0)
    monkeypatch.setattr(Counted, "read_bytes", 0)
    monkeypatch.setattr(Path, "open", lambda self, *_, **__: Counted(self))

    tracemalloc.start()
    try:
        embed(path, path.name, label(), facts)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert facts.duration > timedelta(seconds=59_000 * FRAME_SECONDS)
    assert Counted.opened == 1
    assert facts.byte_size <= Counted.read_bytes <= facts.byte_size + 300_000
    assert peak < 3_000_000 < facts.byte_size / 8
