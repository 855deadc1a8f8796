"""The commands that messages tell of recordings, pictures and transcripts, each run as it is told."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from audio_samples import encode
from films import H264, OF_TELEPHONE, film
from photos import photo, written
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
    run = shell.run(f"PYTHONPATH=. {sys.executable} -m balado transcribe l-ete-a-saint-malo", show.root)
    assert_done(shell, f"{told('fetched: `(balado [^`]*)`', run)} --help", show.root)


def _install(show: Show, shell: Shell) -> None:
    (show.root / "faster_whisper.py").write_text("raise ImportError", encoding="utf-8")
    run = shell.run(f"PYTHONPATH=. {sys.executable} -m balado transcribe l-ete-a-saint-malo", show.root)
    command = told("installed: `(pip install [^`]*)`", run)
    shell.pretend("pip")
    assert_done(shell, command, show.root)
    assert shlex.split(command)[-1] == "balado[transcribe]"


OF_THE_WORKSHOP: dict[str, Callable[[Show, Shell], None]] = {
    "balado cover * * --replace": _cover,
    "balado cover FILE *": _cover,
    "balado film * * --replace": _film,
    "balado film FILE *": _film,
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
    "pip install balado[transcribe]": _install,
}
"""What runs each command, by the form of the command: a star for each value."""
