"""The whole way: real speech, a real model, a draft, accepted and published; and the network is not touched.

Ten points to be killed at with `pytest --hypothesis-profile=thorough tests/end_to_end/test_transcribe.py`, three else.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from depth import depth
from programs import need_program
from show_builder import Show
from tiny_parakeet import write_tones
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


SHORT_WINDOWS = """
from balado.workshop.speech import windows
windows.WINDOW_S, windows._LATEST_S = 3, 1
"""
DYING = """
from balado.workshop.speech import work
way, count, written = sys.argv.pop(1), [], os.fsync

def died(descriptor):
    count.append(descriptor)
    if way == "after a window" or (way == "while writing" and len(count) == 2):
        os.ftruncate(descriptor, os.fstat(descriptor).st_size - 9 * (way == "while writing"))
        os.kill(os.getpid(), 9)
    written(descriptor)
    if way == "while hearing":
        KeptWork.add = lambda *_: os.kill(os.getpid(), 9)

work.os.fsync = died
from balado.workshop.speech.work import KeptWork
"""
BONJOUR = [(500, 0.3), (1000, 0.3)]
MESDAMES = [(2000, 0.4), (0, 0.3), (4000, 0.2)]


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


@pytest.fixture
def tones(tmp_path: Path) -> Show:
    """An episode of 33 seconds in which a tone is a piece of a word, and beside the show a model that knows them."""
    write = "import sys; sys.path[:0] = sys.argv[1:3]; import pathlib, tiny_parakeet as made; "
    folders = (str(library_folder()), str(Path(__file__).parent.parent / "support"))
    model = str(tmp_path / "model")
    make = [sys.executable, "-c", f"{write} made.write_model(pathlib.Path(sys.argv[3]))", *folders, model]
    subprocess.run(make, check=True)
    made = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write_feed(language="fr")
    sound = write_tones(tmp_path / "talk.wav", [(0, 0.8), *BONJOUR, (0, 0.4), *MESDAMES, (0, 0.3)] * 11)
    command = [need_program("ffmpeg"), "-v", "error", "-i", str(sound), "-ar", "44100", "-b:a", "96k"]
    subprocess.run([*command, str(made.add("a", seconds=None) / "talk.mp3")], check=True)
    return made


def test_onnx_asr_hears_the_words_of_a_model_of_its_kind_when_they_are_said(tones: Show) -> None:
    """The library runs for real, over a model of the real one's form that knows four tones: `tests/support` says what
    that shows, and what not.
    """
    arguments = ("transcribe", "a", "--model", "../model", "--offline", "--format", "json")
    run = tones.python("-c", WITHOUT_NETWORK, str(library_folder()), *arguments)
    assert run.returncode == 0, run.stderr
    drafted = json.loads(run.stdout.splitlines()[-1])
    assert (drafted["words"], drafted["uncertain"], drafted["seconds"]) == (22, 0, 33)
    draft = tones.root / drafted["path"]
    assert "NOTE balado draft\nonnx-asr 0.12.0, model (" in draft.read_text("utf-8")
    transcript, faults = read_transcript(draft.read_bytes(), draft.name)
    assert faults == ()
    assert transcript is not None
    assert " ".join(voice.text for cue in transcript.cues for voice in cue.voices) == "Bonjour Mesdames. " * 10 + (
        "Bonjour Mesdames."
    )
    assert transcript.cues[0].start.total_seconds() == pytest.approx(0.8, abs=0.1)
    assert transcript.cues[-1].end.total_seconds() == pytest.approx(32.5, abs=0.6)


@pytest.mark.in_depth
def test_killed_in_each_way_with_a_real_library_it_goes_on_and_comes_to_the_same(tones: Show) -> None:
    library, arguments = str(library_folder()), ("transcribe", "a", "--model", "../model", "--offline")
    before, main = WITHOUT_NETWORK.strip().rsplit("\nfrom balado.cli", 1)
    points = depth(3, 3, 10)
    for point in range(points):
        way = ("after a window", "while writing", "while hearing")[point % 3]
        code = f"{before}\n{SHORT_WINDOWS}{DYING}\nfrom balado.cli{main}"
        killed = tones.python("-c", code, library, way, *arguments)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert not list(tones.root.rglob("*.vtt"))
    code = f"{before}\n{SHORT_WINDOWS}\nfrom balado.cli{main}"
    run = tones.python("-c", code, library, *arguments, "--format", "json")
    assert run.returncode == 0, run.stderr
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert told[0]["heard"] >= (5 if points == 3 else 20), "what was kept is not heard again"
    [draft] = tones.root.rglob("*.draft.vtt")
    came_to = draft.read_bytes()
    tones.python("-c", code, library, *arguments, "--again")
    assert draft.read_bytes() == came_to
    assert came_to.count(b"Bonjour") >= 10, "short windows are heard a little otherwise"
