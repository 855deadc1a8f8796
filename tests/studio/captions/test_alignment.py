"""The verb gives words their times in a process of its own; what it says is what is shown."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.studio.captions.alignment import AlignmentRun, transcribe_command
from balado.studio.captions.open_transcripts import OpenTranscripts

PROGRAM = """import json, sys, time
print(json.dumps({"event": "hearing", "heard": 3, "of": 60}), flush=True)
print("no event", flush=True)
print("Ça alors:", open(sys.argv[1]).read(), file=sys.stderr)
"""


def ended(alignment: AlignmentRun) -> None:
    until = time.monotonic() + 20
    while alignment.state.code is None and time.monotonic() < until:
        time.sleep(0.02)


def test_how_far_it_is_and_what_it_said_are_known() -> None:
    alignment = AlignmentRun([sys.executable, "-c", PROGRAM], b"Mots", ".txt")
    ended(alignment)
    state = alignment.state
    assert (state.heard_s, state.all_s, state.said, state.code) == (3, 60, ("Ça alors: Mots",), 0)


def test_one_at_a_time_and_none_outlives_the_studio(tmp_path: Path) -> None:
    transcripts = OpenTranscripts(tmp_path, None)
    waits = [sys.executable, "-c", "import time; time.sleep(60)"]
    transcripts.align("a", lambda: AlignmentRun(waits, b"x", ".txt"))
    with pytest.raises(UsageError, match="wait until"):
        transcripts.align("b", lambda: AlignmentRun(waits, b"x", ".txt"))
    transcripts.close()
    running = transcripts.alignment("a")
    assert running is not None
    assert running.state.code not in (None, 0)


def test_the_verb_is_asked_as_a_person_would(tmp_path: Path) -> None:
    command = transcribe_command(tmp_path, "01-a", "fr")
    assert command[1:6] == ["-m", "balado", "--lang", "fr", "transcribe"]
    assert command[-4:] == ["--offline", "--format", "json", "--text"]
