"""An ID3 tag read by mutagen, which is given nothing but what `id3_frames` let through, a little at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from balado.media.id3_frames import READ, Id3Frame, as_bytes, read_tag
from balado.media.id3_write import described_frame, podcast_frame, spoken_frame, text_frame
from balado.media.reading import ReadAt
from balado.media.tags import clean, meant_text, texts_of

# mutagen copies the rest of a tag for each frame that it takes from it.
_GROUP_BYTES = 64 * 1024
_ID3V1_BYTES = 128


# Each with its name in 2.2.
_KEPT = {
    "PCST": "PCS", "COMM": "COM", "USLT": "ULT", "TCOP": "TCR", "TDES": "TDS", "TKWD": "TKW", "TCAT": "TCT",
    "TPUB": "TPB", "TXXX": "TXX",
}  # fmt: skip
_OF_EPISODES = """
    TIT2 TPE1 TPE2 TALB TCON TRCK TPOS TYER TDAT TIME TDRC TDRL TLAN WOAF CHAP CTOC APIC
    TT2 TP1 TP2 TAL TCO TRK TPA TYE TDA TIM TLA PIC
"""
_OF_PROGRAMS = """
    TSSE TENC TLEN TSIZ TFLT TOFN TDTG TDEN PRIV UFID MCDI PCNT POPM
    TSS TEN TLE TSI TFT TOF UFI MCI CNT POP
"""
# Written anew, or never seen by a listener.
_NO_LOSS = frozenset((_OF_EPISODES + _OF_PROGRAMS).split())


class KeptFrames(NamedTuple):
    """What stays of a recording's own tag: frames ready to be written, and the names of those that listeners lose."""

    frames: tuple[bytes, ...]
    left_out: tuple[str, ...]


class Id3(NamedTuple):
    """mutagen's tag. `is_whole` is False where frames were left out because they are beyond all bounds.

    `others` are the names of the frames that were not asked for.
    """

    tag: Any
    is_whole: bool
    others: frozenset[str] = frozenset()


def read_id3(read_at: ReadAt, byte_size: int, start: int = 0, wanted: frozenset[str] = READ) -> Id3 | None:
    """The `wanted` frames of the ID3v2 tag that begins there, with what an ID3v1 tag at the end adds.

    None where there is neither.

    Whatever a damaged tag leads to is raised: mutagen's errors, ValueError, LookupError and more.
    """
    from mutagen.id3 import ID3

    found = read_tag(read_at, start, wanted)
    tag: Any = ID3()  # type: ignore[no-untyped-call] # mutagen has no types
    if found is not None:
        tag.version = (2, found.version, 0)
        for group in _groups(found.frames):
            _merge(tag, as_bytes(found.version, group))
        tag.update_to_v24()
    end = read_at(byte_size - _ID3V1_BYTES - 5, _ID3V1_BYTES + 5)
    if end[5:8] == b"TAG" and not end.startswith(b"APETAGEX"):
        _supplement(tag, end[5:])
    elif found is None:
        if read_at(start, 3) == b"ID3":
            raise ValueError("an ID3 tag of a version that nobody knows")
        return None
    return Id3(tag, found is None or found.is_whole, found.others if found else frozenset())


def kept_frames(read_at: ReadAt, byte_size: int, most_bytes: int) -> KeptFrames:
    """The frames of a recording's own tag that stay in the published one, written in 2.3, and the names of the others.

    Those stay that players show or use: comments, the words that are spoken, what podcasts are marked with, copyright,
    and how loud it is to be played; in this order, as far as there is room for them. Never raises.
    """
    try:
        found = read_id3(read_at, byte_size, wanted=frozenset((*_KEPT, *_KEPT.values())))
    except Exception:  # noqa: BLE001 - on damaged tags mutagen lets out whatever the damage leads to
        return KeptFrames((), ())
    if found is None:
        return KeptFrames((), ())
    frames, left_out, room = [], set(found.others) - _NO_LOSS, most_bytes
    for name in _KEPT:
        for made in filter(None, (_written(name, frame) for frame in found.tag.getall(name))):
            if len(made) <= room:
                frames.append(made)
                room -= len(made)
            else:
                left_out.add(name)
    return KeptFrames(tuple(frames), tuple(sorted(left_out)))


def _written(name: str, frame: Any) -> bytes | None:
    """A frame in 2.3; None for one that is empty, or that nobody would miss."""
    if name == "PCST":
        return podcast_frame()
    text = meant_text(str(frame.text)) if name == "USLT" else clean("\n".join(texts_of(frame)))
    if not text:
        return None
    if name in ("COMM", "USLT"):
        return spoken_frame(name, frame.lang, clean(frame.desc), text)
    if name == "TXXX":
        return described_frame(frame.desc, text) if frame.desc.lower().startswith("replaygain") else None
    return text_frame(name, text)


def _groups(frames: Iterable[Id3Frame]) -> Iterator[list[Id3Frame]]:
    group: list[Id3Frame] = []
    size = 0
    for frame in frames:
        if group and size + len(frame.content) > _GROUP_BYTES:
            yield group
            group, size = [], 0
        group.append(frame)
        size += len(frame.content)
    if group:
        yield group


def _merge(tag: Any, data: bytes) -> None:
    from mutagen.id3 import ID3

    for frame in ID3(BytesIO(data), translate=False, load_v1=False).values():  # type: ignore[no-untyped-call] # the same
        tag._add(frame, strict=False)  # `add` would lose the first of two pictures of one description


def _supplement(tag: Any, old: bytes) -> None:
    from mutagen.id3 import ID3

    for frame in ID3(BytesIO(old)).values():  # type: ignore[no-untyped-call] # the same
        if not tag.getall(frame.HashKey):
            tag.add(frame)
