"""A verb at work: how far it is, what it says, and why it did not."""

from __future__ import annotations

import sys
import threading

from balado.studio.verb import VerbEnd, VerbRun

_FAST = (sys.executable, "-S", "-E", "-c")
TELLING = """import json, sys
for event in ({"event": "advanced", "done": 2, "of": 9}, {"event": "hearing", "heard": 3, "of": 60}, [1],
              {"event": "advanced", "done": None, "of": "x"}, {"event": "created", "slug": "01-a"},
              {"event": "fault", "severity": "warning", "message": "W"},
              {"event": "fault", "severity": "error", "message": "What.", "remedy": "Do."},
              {"event": "error", "message": "Last."}):
    print(json.dumps(event), flush=True)
print("no event", flush=True)
print("Ça alors", file=sys.stderr)
sys.exit(2)
"""


def test_how_far_it_is_what_it_told_and_why_it_did_not() -> None:
    far: list[tuple[int, int]] = []
    end = VerbRun([*_FAST, TELLING], lambda done, of: far.append((done, of))).wait()
    assert far == [(2, 9), (3, 60)]
    assert (end.code, end.is_done, end.said) == (2, False, ("Ça alors",))
    assert end.event("created") == {"event": "created", "slug": "01-a"}
    assert end.event("other") == {}
    assert end.reasons == ("What. Do.", "Last.")


def test_a_verb_that_breaks_says_its_last_words() -> None:
    assert VerbEnd(70, (), ("a", "b", "c")).reasons == ("b", "c")


def test_a_verb_is_stopped_also_one_that_floods() -> None:
    floods = "import sys\nwhile True: sys.stdout.write('x' * 10000); sys.stderr.write('y\\n' * 100)"
    run = VerbRun([*_FAST, floods], lambda _done, _of: None)
    threading.Timer(0.2, run.stop).start()
    end = run.wait()
    assert end.code != 0
    assert len(end.said) <= 40
    run.stop()
