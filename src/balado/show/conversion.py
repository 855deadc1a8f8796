"""The commands that make a recording one that podcast apps play, as people are told to type them. Pure.

All but the first are ffmpeg's. A file is named with its folder, from the show's own on, where Balado is called too;
what is written lies beside it under another name, for ffmpeg cannot write the file it reads.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from balado.message import command_line

SOUND_SUFFIXES = (".m4a", ".m4b")
"""The names of MP4 files by which their authors say that there is nothing to be seen."""


def to_mp3(path: str) -> str:
    """The command for an MP3 of its sound: of an episode's recording, by the name of the episode's folder."""
    parts = PurePosixPath(path).parts
    return command_line("balado", "master", parts[-2] if len(parts) > 1 else path)


def to_h264(path: str) -> str:
    """The command for a film that every app plays: H.264 of eight bits, AAC, its index first."""
    target = _beside(path, "-h264.mp4")
    return command_line(
        "ffmpeg", "-i", path, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", target
    )


def sound_alone(path: str) -> str:
    """The command that leaves pictures out and keeps the sound as it is."""
    return command_line("ffmpeg", "-i", path, "-map", "0:a", "-c", "copy", _new(path))


def without_notes(path: str) -> str:
    """The command that leaves out all that was noted about an MP4, sound and film staying as they are."""
    new = _new(path)
    return command_line("ffmpeg", "-i", path, "-map_metadata", "-1", "-c", "copy", "-movflags", "+faststart", new)


def in_one_piece(path: str) -> str:
    """The command that writes an MP4 anew, whole and with its index first; sound and film stay as they are.

    Of a file that is named as sound the sound alone: a picture kept as a track could not be written again.
    """
    new = _new(path)
    if path.lower().endswith(SOUND_SUFFIXES):
        return command_line("ffmpeg", "-i", path, "-map", "0:a", "-c", "copy", "-movflags", "+faststart", new)
    return command_line("ffmpeg", "-i", path, "-c", "copy", "-movflags", "+faststart", new)


def _new(path: str) -> str:
    return _beside(path, f"-new{PurePosixPath(path).suffix}")


def _beside(path: str, ending: str) -> str:
    source = PurePosixPath(path)
    return str(source.with_name(f"{source.stem}{ending}"))
