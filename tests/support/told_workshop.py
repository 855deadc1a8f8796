"""The commands that messages tell of recordings, pictures and transcripts, each run as it is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from audio_samples import encode
from films import H264, OF_TELEPHONE, film
from office_files import docx, paragraph, run
from photos import heic, photo, written
from show_builder import Show
from told_commands import Shell, assert_done, told

DRAFT = "WEBVTT\n\n00:00.000 --> 00:01.000\n<c.unsure>sircom</c>\n"


def _folder(show: Show) -> Path:
    """That of the one episode."""
    [folder] = [path for path in (show.root / "episodes").iterdir() if path.is_dir()]
    return folder


def _cover(show: Show, shell: Shell) -> None:
    written(show.root / "la photo.jpg", photo(), "JPEG")
    hint = told("Did you mean `(balado cover FILE [^`]*)`", show.run("cover", "la photo.jpg", "l-ete-a-saint-mlao"))
    assert_done(shell, hint.replace("FILE", "'la photo.jpg'"), show.root)
    (_folder(show) / "cover.jpg").unlink()
    written(_folder(show) / "cover.png", photo("RGBA"), "PNG")
    assert_done(shell, told("`(balado cover [^`]* --replace)`", show.run("check")), show.root)


def _film(show: Show, shell: Shell) -> None:
    film(show.root / "le film.mov", *H264, *OF_TELEPHONE, seconds=2)
    hint = told("Did you mean `(balado film FILE [^`]*)`", show.run("film", "le film.mov", "l-ete-a-saint-mlao"))
    assert_done(shell, hint.replace("FILE", "'le film.mov'"), show.root)
    (_folder(show) / "film.mp4").write_bytes((show.root / "le film.mov").read_bytes())
    assert_done(shell, told("`(balado film [^`]* --replace)`", show.run("check")), show.root)


def _film_left_out(show: Show, shell: Shell) -> None:
    given = film(show.root / "le film.mov", *H264, seconds=2)
    (_folder(show) / "talk.mp3").unlink()
    assert show.run("master", given.name, "l-ete-a-saint-malo", "--sound-only").returncode == 0
    assert_done(shell, told("`(balado film [^`]*)`", show.run("master", given.name, "l-ete-a-saint-malo")), show.root)


def _film_package(show: Show, shell: Shell) -> None:
    folder = _folder(show)
    film(folder / "le film.mp4", *H264, seconds=2)
    text = folder / "episode.md"
    named = text.read_text("utf-8").replace("title:", "video: {file: le film.mp4, hls: true}\ntitle:", 1)
    text.write_text(named, encoding="utf-8")
    assert_done(shell, told("`(balado film [^`]* --hls)`", show.run("check")), show.root)
    assert "--hls" not in show.run("check").stderr


def _master_of_none(show: Show, shell: Shell) -> None:
    (_folder(show) / "talk.mp3").unlink()
    encode(show.root / "l'enregistrement.wav", 2)
    line = told(r"\(`(balado master [^`]* SLUG)`", show.run("master", "l'enregistrement.wav"))
    assert_done(shell, line.replace("SLUG", "l-ete-a-saint-malo"), show.root)


def _master(show: Show, shell: Shell) -> None:
    (_folder(show) / "talk.mp3").unlink()
    encode(_folder(show) / "l'enregistrement.wav", 2)
    command = told("`(balado master [^`]*)`", show.run("check"))
    assert_done(shell, command, show.root)
    show.publish()


def _accept(show: Show, shell: Shell) -> None:
    folder = _folder(show)
    (folder / "transcript.draft.vtt").write_text(DRAFT, encoding="utf-8")
    command = told("Then: `(balado transcript accept [^`]*)`", show.run("check"))
    confirmed = told("as it is: `(balado transcript accept [^`]*)`", shell.run(command, show.root))
    assert_done(shell, confirmed, show.root)
    (folder / "transcript.draft.vtt").write_text(DRAFT, encoding="utf-8")
    assert_done(shell, f"{told('in its place: `(balado [^`]*)`', shell.run(command, show.root))} --yes", show.root)


def _put_right(show: Show, shell: Shell) -> None:
    (_folder(show) / "transcript.draft.vtt").write_text(DRAFT, encoding="utf-8")
    show.write_feed(words="[Sircom]")
    command = told(r"Did you mean `(balado transcript fix .*)`\?", show.run("transcript", "fix", "l-ete-a-saint-mlao"))
    assert_done(shell, told("To write it: `(balado [^`]*)`", shell.run(command, show.root)), show.root)


def _transcribe(show: Show, shell: Shell) -> None:
    (_folder(show) / "transcript.draft.vtt").write_text(DRAFT, encoding="utf-8")
    command = told(r"Did you mean `(balado transcribe .*)`\?", show.run("transcribe", "l-ete-a-saint-mlao"))
    again = told("corrected in it: `(balado [^`]*)`", shell.run(command, show.root))
    assert_done(shell, f"{again} --help", show.root)


def _download(show: Show, shell: Shell) -> None:
    """Its words are looked at: what it fetches is half a gigabyte."""
    (show.root / "faster_whisper.py").write_text("__version__ = '1'", encoding="utf-8")
    asked = shell.run(f"PYTHONPATH=. {sys.executable} -m balado transcribe l-ete-a-saint-malo", show.root)
    assert_done(shell, f"{told('fetched: `(balado [^`]*)`', asked)} --help", show.root)


_WITHOUT_EXTRAS = """
import sys

sys.modules.update(dict.fromkeys(["mammoth", "pi_heif", "faster_whisper", "onnx_asr", "imageio_ffmpeg"]))
from balado.cli.main import _run
from balado.cli.session import Session

for line in sys.stdin:
    _run(line.split(), Session())
"""
_FOR_EXTRAS = {
    "office": ("cover photo.heic --replace", "new talk.mp3 --notes note.docx"),
    "sound": ("master talk.wav --output made.mp3", "check --audio"),
    "transcribe": ("transcribe --model small --download",),
    "transcribe-onnx": ("transcribe --model parakeet-tdt-0.6b-v3 --download",),
}


def _install(show: Show, shell: Shell) -> None:
    """Whoever needs an extra is told the same command, and that runs: it asks the pip of the Python that runs."""
    (show.root / "photo.heic").write_bytes(heic())
    (show.root / "note.docx").write_bytes(docx(paragraph(run("Bonjour"))))
    (show.root / "talk.mp3").write_bytes((_folder(show) / "talk.mp3").read_bytes())
    encode(show.root / "talk.wav", 2)
    (show.root / "pip.py").write_text("import sys\nopen('asked', 'a').write(sys.argv[-1] + '\\n')", encoding="utf-8")
    lines = [(extra, line) for extra, calls in _FOR_EXTRAS.items() for line in calls]
    environment = {**os.environ, "PATH": "/nowhere", "PYTHONPATH": "."}
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT_EXTRAS],
        cwd=show.root, env=environment, input="\n".join(line for _, line in lines), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    commands = re.findall(r"`([^`]* -m pip install [^`]*)`", ran.stdout + ran.stderr)
    for command in commands:
        assert_done(shell, command, show.root)
    asked = (show.root / "asked").read_text().splitlines()
    assert asked == [f"balado[{extra}]" for extra, _ in lines], ran.stdout + ran.stderr


OF_THE_WORKSHOP: dict[str, Callable[[Show, Shell], None]] = {
    "balado cover * * --replace": _cover,
    "balado cover FILE *": _cover,
    "balado film * * --hls": _film_package,
    "balado film * * --replace": _film,
    "balado film FILE *": _film,
    "balado film * *": _film_left_out,
    "balado master *": _master,
    "balado master * SLUG": _master_of_none,
    "balado transcribe *": _transcribe,
    "balado transcribe * --again": _transcribe,
    "balado transcribe --model * --download": _download,
    "balado transcript accept *": _accept,
    "balado transcript accept * --replace": _accept,
    "balado transcript accept * --yes": _accept,
    "balado transcript fix *": _put_right,
    "balado transcript fix * --yes": _put_right,
    "pip install *": _install,
    "* *": _install,
}
"""What runs each command, by the form of the command: a star for each value."""
