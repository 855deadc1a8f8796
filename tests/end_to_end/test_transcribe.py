"""The whole way: real speech, a real model, a draft, accepted and published; and the network is not touched."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from programs import need_program
from show_builder import Show
from whisper_model import library_folder, model_folder, real_speech
from word_errors import word_error_rate

from balado.transcripts.read import read_transcript

SECONDS = 8.5
SAID = "demo-congrats"
WITHOUT_NETWORK = """
import os, socket, sys

def refused(*_arguments):
    os.write(2, b"the network was asked for\\n")
    os._exit(99)

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
sys.path.append(sys.argv.pop(1))
from balado.cli.main import main
main(sys.argv[1:])
"""


def first_sentences(text: str, count: int) -> str:
    return ".".join(text.split(".")[:count])


@pytest.fixture
def show(tmp_path: Path) -> Show:
    recording, _ = real_speech(SAID)
    made = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write_feed(words="[Asterisk]")
    folder = made.add("a", seconds=None)
    command = [need_program("ffmpeg"), "-v", "error", "-i", str(recording), "-t", str(SECONDS), "-ar", "44100"]
    subprocess.run([*command, "-b:a", "64k", str(folder / "talk.mp3")], check=True)
    return made


def test_speech_becomes_a_draft_and_the_draft_a_transcript(show: Show) -> None:
    library, model = library_folder(), model_folder()
    arguments = ("transcribe", "a", "--model", str(model), "--offline", "--format", "json")
    run = show.python("-c", WITHOUT_NETWORK, str(library), *arguments)
    assert run.returncode == 0, run.stderr
    drafted = json.loads(run.stdout.splitlines()[-1])
    assert (drafted["event"], drafted["seconds"]) == ("drafted", round(SECONDS))
    draft = show.root / drafted["path"]
    transcript, faults = read_transcript(draft.read_bytes(), draft.name)
    assert faults == ()
    assert transcript is not None
    heard = " ".join(voice.text for cue in transcript.cues for voice in cue.voices)
    assert len(heard.split()) == drafted["words"]
    said = first_sentences(real_speech(SAID)[1], 1)
    first = " ".join(heard.split()[: len(said.split())])
    assert word_error_rate(said, first) <= 0.25, heard
    show.publish()
    assert "podcast:transcript" not in show.published()["feed.xml"].decode()
    assert show.run("transcript", "accept", "a", "--yes").returncode == 0
    show.publish()
    assert "podcast:transcript" in show.published()["feed.xml"].decode()


def test_the_refusal_of_a_model_that_is_not_here_asks_no_network_either(show: Show) -> None:
    library = library_folder()
    run = show.python("-c", WITHOUT_NETWORK, str(library), "transcribe", "a")
    assert run.returncode == 2
    assert "`balado transcribe --model small --download`" in run.stderr
