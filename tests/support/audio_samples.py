"""Test recordings: made by real encoders, or frame by frame where only the structure matters."""

from __future__ import annotations

import math
import os
import struct
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from programs import need_program

SILENT_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
"""MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono, 417 bytes, 1152 samples of silence."""

FRAME_SECONDS = 1152 / 44100


def silent_mp3(frames: int) -> bytes:
    """Frames of silence without any header about them."""
    return SILENT_FRAME * frames


def summary_frame(frames: int | None, byte_count: int | None, *, kind: bytes = b"Info") -> bytes:
    """The first frame of an encoder: what it says about the rest. None leaves a count out."""
    flags = (frames is not None) | (byte_count is not None) << 1
    counts = b"".join(struct.pack(">I", count) for count in (frames, byte_count) if count is not None)
    head = SILENT_FRAME[:4] + bytes(17) + kind + struct.pack(">I", flags) + counts
    return head.ljust(len(SILENT_FRAME), b"\0")


def whole_mp3(frames: int, *, kind: bytes = b"Info") -> bytes:
    """Frames of silence behind a first frame that tells the truth about them."""
    return summary_frame(frames, (frames + 1) * len(SILENT_FRAME), kind=kind) + silent_mp3(frames)


def tone_wav(seconds: float, rate: int = 8000) -> bytes:
    """A mono WAV of 16 bits that holds a quiet tone of 300 Hz."""
    levels = (round(3000 * math.sin(2 * math.pi * 300 * at / rate)) for at in range(round(seconds * rate)))
    samples = b"".join(struct.pack("<h", level) for level in levels)
    form = struct.pack("<IHHIIHH", 16, 1, 1, rate, 2 * rate, 2, 16)
    body = b"WAVEfmt " + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def id3(size: int, *, footer: bool = False) -> bytes:
    """An ID3v2.4 tag of padding, `size` bytes behind its header."""
    synchsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    flags = b"\x10" if footer else b"\0"
    ending = b"3DI\x04\0" + flags + synchsafe if footer else b""
    return b"ID3\x04\0" + flags + synchsafe + bytes(size) + ending


def id3v1() -> bytes:
    """An ID3v1 tag."""
    return b"TAG" + b"Old tag".ljust(125, b"\0")


def ape(size: int) -> bytes:
    """An APEv2 tag with header and footer around `size` bytes."""

    def end(flags: int) -> bytes:
        return b"APETAGEX" + struct.pack("<IIII", 2000, size + 32, 1, flags) + bytes(8)

    return end(0xA0000000) + bytes(size) + end(0x80000000)


_MOST_KEPT_BYTES = 2_000_000
_made: dict[tuple[str, ...], bytes] = {}


def ffmpeg(*arguments: str) -> bytes:
    """Run ffmpeg; its standard output. A file that was made of the same in the same way is written again, not made.

    To start it alone takes a tenth of a second of CPU, and most tests want one of a few recordings.
    """
    target = Path(arguments[-1])
    way = (*map(_content_of, arguments[:-1]), target.suffix)
    if way in _made:
        target.write_bytes(_made[way])
        return b""
    said = _run_ffmpeg(arguments)
    if target.is_file() and target.stat().st_size <= _MOST_KEPT_BYTES and target.suffix != ".m3u8":
        _made[way] = target.read_bytes()
    return said


def _content_of(argument: str) -> str:
    """A file by what is in it, whatever its name."""
    is_file = os.sep in argument and len(argument) < 1000 and Path(argument).is_file()
    return sha256(Path(argument).read_bytes()).hexdigest() + Path(argument).suffix if is_file else argument


def _run_ffmpeg(arguments: Sequence[str]) -> bytes:
    command = [need_program("ffmpeg"), "-nostdin", "-v", "error", "-y", "-threads", "1", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def tone(seconds: float, *, rate: int = 44100, channels: int = 2) -> tuple[str, ...]:
    """The arguments for an input that is a tone sweeping with noise in it, so that variable bitrates do vary."""
    source = f"aevalsrc='0.3*sin(2*PI*t*(200+40*mod(t\\,7)))+0.2*random(0)*lt(mod(t\\,3)\\,1)':s={rate}:d={seconds}"
    return ("-f", "lavfi", "-i", source, "-ac", str(channels))


def encode(path: Path, seconds: float, *options: str, rate: int = 44100, channels: int = 2) -> Path:
    """A recording made by ffmpeg; the path's suffix and the options choose the format."""
    ffmpeg(*tone(seconds, rate=rate, channels=channels), *options, str(path))
    return path


def lame(path: Path, seconds: float, *options: str, rate: int = 44100, channels: int = 2) -> Path:
    """An MP3 made by lame."""
    wave = path.with_suffix(".source.wav")
    encode(wave, seconds, rate=rate, channels=channels)
    subprocess.run([need_program("lame"), "--quiet", *options, str(wave), str(path)], check=True)
    wave.unlink()
    return path


def decoded_seconds(path: Path) -> float:
    """How long the recording plays: every sample decoded by ffmpeg and counted. No header is believed."""
    rate = 48000
    command = [need_program("ffmpeg"), "-nostdin", "-v", "quiet", "-i", str(path), "-map", "0:a:0"]
    samples = [*command, "-ac", "1", "-ar", str(rate), "-f", "s16le", "-"]
    with subprocess.Popen(samples, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        count = 0
        while block := process.stdout.read(1 << 20):
            count += len(block)
    return count / 2 / rate
