"""Media made to hurt: sound files and pictures whose every size, count, nesting and repetition may be anything.

Each input is made from its number alone. A file is put together from pieces with its sizes in order, so that readers
come far into it; then pieces are repeated, dropped, nested and swollen; then, in half of them, single numbers are set
to extremes. `reading_budget.py` reads them.
"""

from __future__ import annotations

import contextlib
import io
import os
import struct
import wave
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import starmap
from pathlib import Path
from random import Random

from audio_samples import ape, id3v1, silent_mp3, whole_mp3
from mutagen.ogg import OggPage
from PIL import Image
from reading_budget import Kind

from balado.errors import MediaError
from balado.media.artwork import picture_facts
from balado.media.cover import cover_jpeg, published_bytes
from balado.media.id3_read import kept_frames
from balado.media.inspect import inspect_recording
from balado.media.pictures import embedded_pictures
from balado.media.reading import reader_of
from balado.media.remote import remote_duration

_MOST_BYTES = 600_000
_EXTREMES = (0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_LARGEST_BLOCK = (1 << 24) - 1
"""What the size of a FLAC block can say."""

Pieces = list[bytes]


def mangled(chance: Random, pieces: Pieces, wrap: Callable[[bytes], bytes]) -> Pieces:
    """The same pieces, with up to three of them repeated, dropped, nested or swollen."""
    pieces = list(pieces)
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(pieces))
        piece = pieces[at]
        match chance.randrange(6):
            case 0 | 1:
                pieces[at : at + 1] = [piece] * min(
                    chance.choice((2, 300, 70_000)), 1 + _MOST_BYTES // (len(piece) + 1)
                )
            case 2 if len(pieces) > 1:
                del pieces[at]
            case 3:
                depth = min(chance.choice((1, 5, 100, 2000)), 1 + _MOST_BYTES // (len(piece) + 1))
                for _ in range(depth):
                    piece = wrap(piece)
                    if len(piece) > _MOST_BYTES:
                        break
                pieces[at] = piece
            case 4:
                place = chance.randrange(len(piece) + 1)
                run = chance.choice((b"\0", b"\xff", b"\xff\xe1\0\x02", b"A\0")) * chance.choice((1, 40, 20_000))
                pieces[at] = piece[:place] + run + piece[place:]
            case _:
                pieces.insert(chance.randrange(len(pieces) + 1), piece)
    return pieces


def shaken(chance: Random, data: bytes) -> bytes:
    """Half of the time the same bytes, else with a few numbers in them set to extremes, or cut, or with noise."""
    if chance.random() < 0.5:
        return data
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        reach = len(changed) if chance.random() < 0.3 else min(len(changed), 400)
        at, size = chance.randrange(max(1, reach)), chance.choice((1, 2, 4, 4, 8))
        number = chance.choice(_EXTREMES) if chance.random() < 0.8 else chance.getrandbits(32)
        order = chance.choice(("big", "little"))
        changed[at : at + size] = (number % (1 << 8 * size)).to_bytes(size, order)  # type: ignore[arg-type]
    return bytes(changed[: chance.randrange(len(changed) + 1)]) if chance.random() < 0.1 else bytes(changed)


def seeded(make: Callable[[Random], bytes]) -> Callable[[int], bytes]:
    """From a number to bytes, always the same."""
    return lambda number: shaken(chance := Random(number), make(chance))  # noqa: S311 (repeatable, not secret)


@cache
def bomb(fill: bytes, megabytes: int) -> bytes:
    """So many megabytes, packed as zlib packs them: one is packed and repeated."""
    packing = zlib.compressobj(9, wbits=-15)
    block, checksum = fill * ((1 << 20) // len(fill)), 1
    for _ in range(megabytes):
        checksum = zlib.adler32(block, checksum)
    packed = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + packed * megabytes + packing.flush() + checksum.to_bytes(4, "big")


# ID3


def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3_frame(version: int, name: bytes, data: bytes, flags: bytes = b"\0\0") -> bytes:
    if version == 2:
        return name[:3] + len(data).to_bytes(4, "big")[1:] + data
    return name + (_synchsafe(len(data)) if version == 4 else struct.pack(">I", len(data))) + flags + data


def _id3_pieces(chance: Random, version: int) -> Pieces:
    def frame(name: bytes, data: bytes, flags: bytes = b"\0\0") -> bytes:
        return id3_frame(version, name, data, flags)

    packed = b"\0\x09" if version == 4 else b"\0\x80"
    count = chance.choice((1, 1, 3, 500, 40_000))
    texts = b"\0".join([b"a"] * min(count, 40_000))
    chapter = b"c\0" + struct.pack(">IIII", 0, 9, 0xFFFFFFFF, 0xFFFFFFFF) + frame(b"TIT2", b"\x03A")
    pieces = [
        frame(b"TIT2" if version > 2 else b"TT2", b"\x03Title"),
        frame(b"TPE1", bytes([chance.randrange(5)]) + texts),
        frame(b"COMM", b"\x01eng\xff\xfed\0\0\0" + "text".encode("utf-16")),
        frame(b"APIC", b"\0image/png\0\x03\0\x89PNG" + bytes(chance.choice((1, 1000, 100_000)))),
        frame(b"CHAP", chapter),
        frame(b"CTOC", b"t\0\x03\xff" + b"".join(b"c%d\0" % i for i in range(255))),
        frame(b"TXXX", b"\x03a\0b"),
    ]
    if chance.random() < 0.3:
        fill, megabytes = chance.choice((b"\0", b"A", b"a\0", b"\xff\xfe")), chance.choice((1, 30, 300))
        inside = frame(chance.choice((b"TIT2", b"APIC", b"TDES", b"CHAP")), bytes(4) + bomb(fill, megabytes), packed)
        pieces.append(frame(b"CHAP", chapter + inside) if chance.random() < 0.3 else inside)
    return pieces


def _id3_tag(chance: Random) -> bytes:
    version = chance.choice((2, 3, 4))

    def wrap(piece: bytes) -> bytes:
        return id3_frame(version, b"CHAP", b"c\0" + bytes(16) + piece)

    body = b"".join(mangled(chance, _id3_pieces(chance, version), wrap))
    flags = chance.choice((0, 0, 0, 0x80, 0x40, 0xC0))
    return b"ID3" + bytes([version, 0, flags]) + _synchsafe(len(body)) + body


def id3(chance: Random) -> bytes:
    return _id3_tag(chance) + silent_mp3(5)


def mp3(chance: Random) -> bytes:
    pieces = [whole_mp3(3), silent_mp3(3), id3v1(), ape(40), b"\xff\xfb\x50\xc4", b"LYRICSBEGIN000044LYRICS200"]
    return b"".join(mangled(chance, pieces, lambda piece: b"ID3\4\0\0" + _synchsafe(len(piece)) + piece))


# MP4


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _table(kind: bytes, row: str, rows: Iterable[tuple[int, ...]]) -> bytes:
    packed = list(starmap(struct.Struct(f">{row}").pack, rows))
    return box(kind, bytes(4), struct.pack(">I", len(packed)), *packed)


def _times(kind: bytes) -> bytes:
    return box(kind, bytes(12), struct.pack(">II", 1000, 3000), bytes(80))


def _track(chance: Random, number: int, handler: bytes, codec: bytes) -> bytes:
    def many(most: int) -> int:
        return chance.choice((1, 1, 3, 200, most))

    def some(*numbers: int, count: int) -> list[int]:
        return chance.choices(numbers, k=count)

    count, rows = many(20_000), many(20_000)
    samples = zip(some(0, 1, 5, 2**32 - 1, count=count), some(0, 1024, 2**32 - 1, count=count), strict=True)
    firsts = (1 + row * times for row, times in enumerate(some(0, 1, count=rows)))
    runs = zip(firsts, some(0, 1, 9, count=rows), [1] * rows, strict=True)
    pieces = [
        box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(28), box(b"esds", bytes(40)))),
        _table(b"stts", "II", samples),
        _table(b"stsc", "III", runs),
        box(b"stsz", struct.pack(">III", 0, chance.choice((0, 1, 10)), 3), struct.pack(">III", 5, 5, 5)),
        _table(b"stco", "I", [(40,)] * many(40_000)),
    ]
    table = box(b"stbl", *mangled(chance, pieces, lambda piece: box(b"stbl", piece)))
    media = [_times(b"mdhd"), box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", table)]
    return box(
        b"trak",
        box(b"tkhd", bytes(12), struct.pack(">I", number), bytes(70)),
        box(b"tref", box(b"chap", struct.pack(">I", 2) * many(5_000))),
        box(b"edts", _table(b"elst", "IiI", [(0, 0, 0)] * many(20_000))),
        box(b"mdia", *mangled(chance, media, lambda piece: box(b"mdia", piece))),
    )


def mp4(chance: Random) -> bytes:
    items = [
        box(b"\xa9nam", box(b"data", struct.pack(">II", 1, 0), b"Title")),
        box(b"covr", box(b"data", struct.pack(">II", 13, 0), b"\xff\xd8\xff" + bytes(chance.choice((1, 50_000))))),
        box(b"trkn", box(b"data", bytes(8), bytes(8))),
        box(b"----", box(b"mean", b"a"), box(b"name", b"b"), box(b"data", bytes(9))),
    ]
    said = box(b"meta", bytes(4), box(b"ilst", *mangled(chance, items, lambda piece: box(b"covr", piece))))
    nero = box(b"chpl", b"\1\0\0\0\0\0\0\0\xff", (struct.pack(">QB", 10**7, 3) + b"abc") * chance.choice((1, 255)))
    index = [
        _times(b"mvhd"),
        _track(chance, 1, b"soun", b"mp4a"),
        _track(chance, 2, b"text", b"text"),
        box(b"udta", *mangled(chance, [said, nero], lambda piece: box(b"meta", bytes(4), piece))),
    ]
    top = [
        box(b"ftyp", b"M4A \0\0\0\0"),
        box(b"moov", *mangled(chance, index, lambda piece: box(chance.choice((b"udta", b"trak", b"moov")), piece))),
        box(b"mdat", bytes(500)),
    ]
    return b"".join(mangled(chance, top, lambda piece: box(b"moov", piece)))


# Sound that no podcast app plays


def _chunk(order: str, name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(f"{order}4sI" if order == ">" else "<4sI", name, len(content)) + content + bytes(len(content) % 2)
    )


@cache
def _wave() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(800))
    return made.getvalue()


def wav(chance: Random) -> bytes:
    chunks = [_wave()[12:36], _chunk("<", b"data", bytes(800)), _chunk("<", b"id3 ", _id3_tag(chance))]
    chunks.append(_chunk("<", b"LIST", b"INFO" + _chunk("<", b"INAM", b"a")))
    body = b"WAVE" + b"".join(mangled(chance, chunks, lambda piece: _chunk("<", b"LIST", b"INFO" + piece)))
    return _chunk("<", b"RIFF", body)


def aiff(chance: Random) -> bytes:
    common = struct.pack(">hLh", 1, 400, 16) + b"\x40\x0b\xfa\0\0\0\0\0\0\0"
    chunks = [_chunk(">", b"COMM", common), _chunk(">", b"SSND", bytes(808)), _chunk(">", b"ID3 ", _id3_tag(chance))]
    return _chunk(">", b"FORM", b"AIFF" + b"".join(mangled(chance, chunks, lambda piece: _chunk(">", b"FORM", piece))))


def _comments(chance: Random, most_bytes: int) -> bytes:
    entries = [b"title=A", b"=", b"a=" + bytes(chance.choice((1, 10_000)))]
    entries *= min(chance.choice((1, 1, 20_000)), 1 + most_bytes // sum(map(len, entries)))
    listed = b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)
    return struct.pack("<I", 1) + b"v" + struct.pack("<I", chance.choice((len(entries), 0xFFFFFFFF))) + listed


def flac(chance: Random) -> bytes:
    def block(kind: int, content: bytes) -> bytes:
        return bytes([kind]) + (len(content) & 0xFFFFFF).to_bytes(3, "big") + content

    info = struct.pack(">HH", 4096, 4096) + bytes(6) + bytes.fromhex("0ac442f000010000") + bytes(16)
    picture = struct.pack(">II", 3, 9) + b"image/png" + bytes(20) + struct.pack(">I", 50) + bytes(50)
    blocks = [
        block(0, info),
        block(4, _comments(chance, _LARGEST_BLOCK)),
        block(6, picture),
        block(3, bytes(18)),
        block(1, b""),
    ]
    return b"fLaC" + b"".join(mangled(chance, blocks, lambda piece: block(6, piece))) + block(0x81, b"") + bytes(100)


def ogg(chance: Random) -> bytes:
    def page(number: int, *packets: bytes) -> bytes:
        made = OggPage()  # type: ignore[no-untyped-call] # mutagen has no types
        made.packets, made.serial, made.sequence = list(packets), 7, number
        made.first, made.last, made.position = number == 0, number == 9, number * 960
        return bytes(made.write())

    opus = [b"OpusHead\1\1\0\0" + struct.pack("<I", 48000) + bytes(3), b"OpusTags" + _comments(chance, 60_000)[:60_000]]
    vorbis = [b"\1vorbis" + struct.pack("<IBIIIIBB", 0, 1, 44100, 0, 64000, 0, 0xB8, 1)]
    vorbis.append(b"\3vorbis" + _comments(chance, 60_000)[:60_000] + b"\1")
    head = chance.choice((opus, vorbis))
    pages = [page(0, head[0]), page(1, head[1]), page(2, bytes(100)), page(9, bytes(10))]
    return b"".join(mangled(chance, pages, lambda piece: page(3, piece[:60_000])))


def adts(chance: Random) -> bytes:
    frame = bytes.fromhex("fff15080") + struct.pack(">H", 200 << 5 | 0x1F) + b"\xfc" + bytes(193)
    return b"".join(mangled(chance, [frame] * 5, lambda piece: b"\xff\xf1" + piece))


# Pictures


@cache
def _drawn(form: str, mode: str, side: int, *, progressive: bool = False) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((side, side), 60).convert(mode).save(
        made, form, **({"progressive": True} if progressive else {})
    )
    return made.getvalue()


def _tiff_table(chance: Random) -> bytes:
    rows = chance.choice((1, 5, 5_000))
    row = struct.pack("<HHII", 0x8825, chance.choice((1, 4, 7)), chance.choice((1, 60_000)), 8)
    return b"II*\0" + struct.pack("<IH", 8, rows) + row * rows + bytes(4)


def _jpeg_pieces(data: bytes) -> Pieces:
    pieces, at = [data[:2]], 2
    while data[at + 1] != 0xDA:
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        pieces.append(data[at : at + size])
        at += size
    return [*pieces, data[at:]]


def jpeg(chance: Random) -> bytes:
    drawn = _drawn(
        "JPEG", chance.choice(("L", "RGB", "CMYK")), chance.choice((8, 200)), progressive=chance.random() < 0.5
    )
    pieces = _jpeg_pieces(drawn)
    for _ in range(chance.choice((0, 1, 30))):
        noted = b"Exif\0\0" + _tiff_table(chance)[:65_000]
        pieces.insert(1, b"\xff\xe1" + struct.pack(">H", len(noted) + 2) + noted)
    if chance.random() < 0.3:  # as large as it can say
        frame = next(at for at, piece in enumerate(pieces) if piece[1] in (0xC0, 0xC2))
        side = chance.choice((3_000, 4_400, 65_535))
        pieces[frame] = pieces[frame][:5] + struct.pack(">HH", side, side) + pieces[frame][9:]
    scan = pieces[-1]
    if chance.random() < 0.2:
        pieces[-1:] = [scan[:60] + scan[-60:]] * chance.choice((1, 90, 3_000))
    return b"".join(
        mangled(chance, pieces, lambda piece: b"\xff\xe1" + struct.pack(">H", min(65_535, len(piece))) + piece)
    )


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(chance: Random) -> bytes:
    depth, colours = chance.choice(((8, 2), (8, 6), (1, 0), (16, 0), (8, 3), (16, 6)))
    side = chance.choice((4, 4, 100, 3_000, 4_000, 60_000))
    header = struct.pack(">IIBBBBB", side, side, depth, colours, 0, 0, chance.choice((0, 0, 1)))
    packed = bomb(b"\0", chance.choice((1, 30, 100))) if side > 100 else zlib.compress(bytes(side * (side * 8 + 1)))
    pieces = [
        png_chunk(b"IHDR", header),
        png_chunk(b"PLTE", bytes(768)),
        png_chunk(b"tRNS", bytes(6)),
        png_chunk(b"iCCP", b"x\0\0" + bomb(b"\0", chance.choice((1, 300)))),
        png_chunk(b"zTXt", b"k\0\0" + bomb(b"A", chance.choice((1, 50)))),
        png_chunk(b"eXIf", _tiff_table(chance)),
        png_chunk(b"IDAT", packed),
        png_chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)),
        png_chunk(b"fcTL", bytes(26)),
    ]
    body = mangled(chance, pieces, lambda piece: png_chunk(b"eXIf", piece))
    return b"\x89PNG\r\n\x1a\n" + b"".join(body) + png_chunk(b"IEND", b"")


def _sliced(data: bytes, size: int) -> Pieces:
    return [data[at : at + size] for at in range(0, len(data), size)]


def webp(chance: Random) -> bytes:
    inner = _drawn("WEBP", "RGB", 32)[12:]
    canvas = struct.pack("<I", chance.choice((31, 16_383, 0xFFFFFF)))[:3]
    extended = _chunk("<", b"VP8X", bytes([chance.choice((0, 2, 0x12)), 0, 0, 0]) + canvas + canvas)
    frame = _chunk("<", b"ANMF", bytes(6) + canvas + canvas + bytes(4) + inner)
    pieces = [extended, _chunk("<", b"ANIM", bytes(6)), frame, inner]
    return _chunk("<", b"RIFF", b"WEBP" + b"".join(mangled(chance, pieces, lambda piece: _chunk("<", b"ANMF", piece))))


def gif(chance: Random) -> bytes:
    pieces = _sliced(_drawn("GIF", "P", 16), 40)
    pieces[1:1] = [b"!\xfe" + b"\1a" * chance.choice((1, 50_000)) + b"\0", b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"]
    return b"".join(mangled(chance, pieces, lambda piece: b"!\xfe" + piece + b"\0"))


def tiff(chance: Random) -> bytes:
    return b"".join(mangled(chance, [_tiff_table(chance), bytes(200)], lambda piece: piece + piece[:20]))


TURNED = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
"""A segment of EXIF that says that a picture lies on its side."""

# Readers


@contextlib.contextmanager
def _file(data: bytes) -> Iterator[Path]:
    held = os.memfd_create("medium")
    try:
        with os.fdopen(os.dup(held), "wb") as writing:
            writing.write(data)
        yield Path(f"/proc/self/fd/{held}")
    finally:
        os.close(held)


def _recording(data: bytes) -> None:
    with _file(data) as path:
        with contextlib.suppress(MediaError):
            inspect_recording(path, "talk.mp3")
        embedded_pictures(path)


def _cover(data: bytes) -> None:
    with _file(data) as path:
        cover_jpeg(path, 400_000)


def _published(data: bytes) -> None:
    published_bytes(data)


def _kept(data: bytes) -> None:
    kept_frames(reader_of(data), len(data), 128 * 1024)


def turned_jpeg(chance: Random) -> bytes:
    return TURNED.join((jpeg(chance)[:2], jpeg(chance)[2:]))


def turned_png(chance: Random) -> bytes:
    made = png(chance)
    return made[:33] + png_chunk(b"eXIf", TURNED[10:]) + made[33:]


def _remote(data: bytes) -> None:
    remote_duration(reader_of(data), len(data))


SOUNDS = (id3, mp3, mp4, wav, aiff, flac, ogg, adts)
PICTURES = (jpeg, png, webp, gif, tiff)
KINDS = {
    **{make.__name__: Kind(seeded(make), _recording, (MediaError,)) for make in SOUNDS},
    **{make.__name__: Kind(seeded(make), picture_facts) for make in PICTURES},
    "unpacked_jpeg": Kind(seeded(jpeg), _cover, (MediaError,)),
    "unpacked_png": Kind(seeded(png), _cover, (MediaError,)),
    "turned_jpeg": Kind(seeded(turned_jpeg), _published),
    "turned_png": Kind(seeded(turned_png), _published),
    "kept_frames": Kind(seeded(id3), _kept),
    "remote_mp4": Kind(seeded(mp4), _remote),
    "remote_mp3": Kind(seeded(mp3), _remote),
}
