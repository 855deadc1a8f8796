"""Transcribing: how many words are heard wrong, and what it takes, of each model that is named.

    python -m tests.bench transcribe             # the small model of the tests
    WHISPER_MODELS=/models/small:/models/medium python -m tests.bench transcribe

Real speech in French: three announcements of a telephone system, 119 seconds in all, whose text is known. Telephone
sound of 8 kHz is harder than a recording of a conference; numbers count as wrong where they are written in figures.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from measuring import run, table
from show_builder import Show
from whisper_model import library_folder, model_folder, real_speech
from word_errors import word_error_rate

from balado.transcripts.read import read_transcript

SAID = ("demo-congrats", "demo-echotest", "demo-instruct")


def main() -> None:
    folders = [Path(name) for name in os.environ.get("WHISPER_MODELS", str(model_folder())).split(":")]
    with tempfile.TemporaryDirectory() as name:
        show = _show(Path(name) / "show")
        rows = [_row(show, folder) for folder in folders]
    table(
        "transcribing 119 s of French telephone speech",
        ["model", "word errors %", "CPU seconds / second of sound", "peak MB"],
        rows,
    )


def _show(root: Path) -> Show:
    show = Show(root, {"BALADO_CACHE_DIR": str(root.parent / "cache")})
    show.write_feed(words="[Asterisk, Digium]")
    for name in SAID:
        path, _ = real_speech(name)
        target = show.add(name, seconds=None) / "talk.mp3"
        subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-ar", "44100", str(target)], check=True)
    return show


def _row(show: Show, model: Path) -> list[object]:
    code = "import sys; sys.path.append(sys.argv.pop(1)); from balado.cli.main import main; main(sys.argv[1:])"
    command = ["python", "-c", code, str(library_folder()), "transcribe", *SAID, "--again", "--model", str(model)]
    sample = run(command, show.root, show.environment)
    errors, words, seconds = 0.0, 0, 0.0
    for name in SAID:
        _, said = real_speech(name)
        draft = show.root / "episodes" / name / "transcript.draft.vtt"
        transcript, _ = read_transcript(draft.read_bytes(), draft.name)
        cues = transcript.cues if transcript is not None else ()
        heard = " ".join(voice.text for cue in cues for voice in cue.voices)
        errors += word_error_rate(said, heard) * len(said.split())
        words += len(said.split())
        seconds += float(
            subprocess.check_output(
                ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0",
                 str(show.root / "episodes" / name / "talk.mp3")]
            )
        )  # fmt: skip
    return [model.name, 100 * errors / words, sample.cpu_seconds / seconds, sample.peak_mb]


if __name__ == "__main__":
    main()
