"""Tags written by mutagen into real files, and read back through the inspection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from audio_samples import encode, id3v1, silent_mp3
from hypothesis import given
from hypothesis import strategies as st
from mutagen import id3, mp4

from balado.facts import AudioTags, EmbeddedCover, MediaFacts
from balado.media.inspect import inspect_recording
from balado.media.tags import clean, cover_of, mp4_tags

PNG = b"\x89PNG\r\n\x1a\n and so on"
JPEG = b"\xff\xd8\xff" + bytes(range(256)) * 20


def tagged(folder: Path, *frames: Any, save: Callable[[Any, Path], None] | None = None) -> MediaFacts:
    """The facts of an MP3 with these ID3 frames."""
    path = folder / "talk.mp3"
    path.write_bytes(silent_mp3(20))
    tag: Any = id3.ID3()
    for frame in frames:
        tag.add(frame)
    if save is None:
        tag.save(path)
    else:
        save(tag, path)
    return inspect_recording(path, "talk.mp3")


def test_the_usual_frames(tmp_path: Path) -> None:
    facts = tagged(
        tmp_path,
        id3.TIT2(text=["Quelles attentes ?"]),
        id3.TPE1(text=["Claire Hédon; Didier-Roland Tabuteau"]),
        id3.TALB(text=["Le dernier kilomètre"]),
        id3.TRCK(text=["3/12"]),
        id3.TPOS(text=["2"]),
        id3.TDRC(text=["2022-10-19 17:30"]),
        id3.COMM(lang="fra", desc="", text=["Une conférence."]),
        id3.COMM(lang="eng", desc="iTunNORM", text=["00000A"]),
    )
    assert facts.tags == AudioTags(
        title="Quelles attentes ?",
        artists=("Claire Hédon", "Didier-Roland Tabuteau"),
        track=3,
        disc=2,
        date="2022-10-19 17:30",
        comment="Une conférence.",
    )
    assert facts.found["tags"] == "id3"


def test_the_podcast_frames_of_apple(tmp_path: Path) -> None:
    facts = tagged(
        tmp_path,
        id3.PCST(value=1),
        id3.TDES(text=["Tout sur\r\nles attentes"]),
        id3.TGID(text=["urn:uuid:1"]),
        id3.WFED(url="https://example.org/feed.xml"),
        id3.TKWD(text=["droit, service public ,droit"]),
        id3.TCAT(text=["Government"]),
        id3.TDRL(text=["2022-11-02"]),
        id3.TDRC(text=["2022-10-19"]),
    )
    assert facts.tags == AudioTags(
        date="2022-11-02",
        description="Tout sur\nles attentes",
        guid="urn:uuid:1",
    )


@pytest.mark.parametrize(
    "save",
    [
        pytest.param(lambda tag, path: tag.save(path, v2_version=3, v23_sep="; "), id="ID3v2.3"),
        pytest.param(lambda tag, path: tag.save(path, v1=2), id="with ID3v1"),
    ],
)
def test_other_versions_of_id3(save: Callable[[Any, Path], None], tmp_path: Path) -> None:
    facts = tagged(tmp_path, id3.TIT2(text=["Été"]), id3.TPE1(text=["Ève", "Zoé"]), save=save)
    assert (facts.tags.title, facts.tags.artists) == ("Été", ("Ève", "Zoé"))


def test_unsynchronised_tags(tmp_path: Path) -> None:
    text = b"\x03" + "Été".encode()
    frame = b"TIT2" + bytes([0, 0, 0, len(text)]) + b"\0\0" + text
    picture = b"APIC\0\0\0\x13\0\0\x03image/jpeg\0\x03\0\xff\0\xe0\xff\0\0"
    body = frame + picture
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"ID3\x04\0\x80" + bytes([0, 0, 0, len(body)]) + body + silent_mp3(20))
    facts = inspect_recording(path, "talk.mp3")
    assert facts.tags.title == "Été"
    assert facts.duration == inspect_recording_of(silent_mp3(20), tmp_path).duration


def inspect_recording_of(content: bytes, folder: Path) -> MediaFacts:
    path = folder / "plain.mp3"
    path.write_bytes(content)
    return inspect_recording(path, "plain.mp3")


def test_an_id3v1_tag_alone_is_read(tmp_path: Path) -> None:
    assert inspect_recording_of(silent_mp3(20) + id3v1(), tmp_path).tags.title == "Old tag"


def test_no_tags_are_no_fault(tmp_path: Path) -> None:
    facts = inspect_recording_of(silent_mp3(20), tmp_path)
    assert (facts.tags, facts.cover, facts.chapters) == (AudioTags(), None, ())
    assert (facts.found["tags"], facts.found["cover"], facts.found["chapters"]) == ("none", "none", "none")


def test_a_damaged_tag_does_not_spoil_the_sound(tmp_path: Path) -> None:
    # version 2.9 does not exist
    facts = inspect_recording_of(b"ID3\x09\0\0\0\0\0\x0a" + bytes(10) + silent_mp3(20), tmp_path)
    assert facts.found["tags"] == "unreadable"
    assert facts.duration.total_seconds() > 0.5


def test_the_front_cover_comes_before_other_pictures(tmp_path: Path) -> None:
    facts = tagged(
        tmp_path,
        id3.APIC(mime="image/jpeg", type=4, desc="back", data=JPEG),
        id3.APIC(mime="image/jpg", type=3, desc="front", data=PNG),
    )
    assert facts.cover == EmbeddedCover(
        media_type="image/png", byte_size=len(PNG), sha256=hashlib.sha256(PNG).hexdigest()
    )


def test_a_picture_of_another_kind_is_not_named_wrongly() -> None:
    assert cover_of(b"GIF89a").media_type == "application/octet-stream"
    assert cover_of(JPEG).media_type == "image/jpeg"


def test_the_atoms_of_mp4(tmp_path: Path) -> None:
    path = encode(tmp_path / "talk.m4a", 1)
    file: Any = mp4.MP4(path)
    file["\xa9nam"], file["\xa9ART"], file["\xa9alb"] = "Quelles attentes ?", "Claire Hédon", "Le cycle"
    file["\xa9day"], file["\xa9cmt"], file["trkn"], file["disk"] = "2022-10-19", "Bref", [(3, 5)], [(2, 2)]
    file["desc"], file["ldes"], file["egid"], file["pcst"] = "court", "long", "urn:uuid:1", True
    file["purl"], file["catg"], file["keyw"] = "https://example.org/feed.xml", "Government", "droit,services"
    file["covr"] = [mp4.MP4Cover(JPEG, mp4.MP4Cover.FORMAT_JPEG)]
    file.save()
    facts = inspect_recording(path, "talk.m4a")
    assert facts.tags == AudioTags(
        title="Quelles attentes ?",
        artists=("Claire Hédon",),
        track=3,
        disc=2,
        date="2022-10-19",
        comment="Bref",
        description="long",
        guid="urn:uuid:1",
    )
    assert (facts.cover and facts.cover.byte_size, facts.found["tags"]) == (len(JPEG), "mp4 ilst")


def test_episode_and_season_of_television_stand_in_for_track_and_disc() -> None:
    tags = mp4_tags({"trkn": [(0, 0)], "tves": [7], "tvsn": [2]})
    assert (tags.track, tags.disc) == (7, 2)


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".opus"])
def test_vorbis_comments(suffix: str, tmp_path: Path) -> None:
    written = ("-metadata", "title=Été", "-metadata", "artist=Zoé", "-metadata", "date=2022", "-metadata", "track=4")
    facts = inspect_recording(encode(tmp_path / f"talk{suffix}", 1, *written), "talk")
    assert (facts.tags.title, facts.tags.artists, facts.tags.date) == ("Été", ("Zoé",), "2022")
    assert facts.found["tags"] == "vorbis comments"


@given(st.text())
def test_cleaned_text_can_stand_in_xml(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert all(character in "\t\n" or character.isprintable() or ord(character) > 0x9F for character in cleaned)
    cleaned.encode("utf-8")


def test_what_records_of_earlier_versions_hold_beyond_that_is_passed_over() -> None:
    record = '{"title": "Ete", "album": "Le cycle", "is_podcast": true, "feed_url": null, "keywords": ["droit"]}'
    assert AudioTags.model_validate_json(record) == AudioTags(title="Ete")


TITLES = ["Élus et maires", "Où va l’État ?", "Łódź, Škoda", "Дебаты в мэрии", "日本の声", "Der Bürger – «heute»", "à"]


@pytest.mark.parametrize("title", TITLES)
def test_utf_8_that_is_labelled_latin_1_is_read_right(title: str, tmp_path: Path) -> None:
    scrambled = title.encode("utf-8").decode("latin-1")
    facts = tagged(tmp_path, id3.TIT2(encoding=0, text=[scrambled]), id3.TPE1(encoding=0, text=[scrambled]))
    assert (facts.tags.title, facts.tags.artists) == (title, (title,))


@pytest.mark.parametrize("title", ["Élus et maires", "Claire Hédon", "Où va l’État ?", "Été – été", "Škoda, Łódź"])
def test_what_another_program_scrambled_before_it_wrote_unicode_is_read_right_too(title: str, tmp_path: Path) -> None:
    scrambled = b"".join(bytes([byte]) for byte in title.encode("utf-8"))
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in scrambled)
    assert tagged(tmp_path, id3.TIT2(encoding=1, text=[twice])).tags.title == title


def test_plain_windows_text_is_read_whatever_its_label(tmp_path: Path) -> None:
    title = "L’été – à Rouen…"
    raw = title.encode("cp1252")
    assert tagged(tmp_path, id3.TIT2(encoding=0, text=[raw.decode("latin-1")])).tags.title == title
    frame = b"TIT2" + (len(raw) + 1).to_bytes(4, "big") + b"\0\0\x03" + raw  # the label of UTF-8
    path = tmp_path / "labelled.mp3"
    path.write_bytes(b"ID3\x04\0\0\0\0\0" + bytes([len(frame)]) + frame + silent_mp3(20))
    assert inspect_recording(path, "labelled.mp3").tags.title == title


@pytest.mark.parametrize(
    "title", ["CAFÉ»: DÉBAT", "ÇA ET LÀ", "É\xa0: une lettre", "MAÇÃ», São", "ÖÄÜ", "«ÉTÉ»", "naïve"]
)
def test_text_that_is_right_stays_as_it_is(title: str, tmp_path: Path) -> None:
    for encoding in (0, 1, 3):
        assert tagged(tmp_path, id3.TIT2(encoding=encoding, text=[title])).tags.title == title


@pytest.mark.parametrize(
    ("kind", "value"), [(1, "Été".encode("cp1252")), (2, "Été".encode("utf-16-be")), (1, "Ã‰tÃ©".encode())]
)
def test_the_atoms_of_an_mp4_are_read_whatever_their_label(kind: int, value: bytes, tmp_path: Path) -> None:
    path = encode(tmp_path / "talk.m4a", 0.5, "-metadata", "title=" + "x" * 64)
    data = path.read_bytes()
    old = (1).to_bytes(4, "big") + bytes(4) + b"x" * 64
    assert old in data
    path.write_bytes(data.replace(old, kind.to_bytes(4, "big") + bytes(4) + value.ljust(64, b" \0"[kind == 2 :][:1])))
    assert inspect_recording(path, "talk.m4a").tags.title == "Été"
