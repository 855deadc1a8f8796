"""A draft is written by the verb that listens; nothing is fetched that nobody allowed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.views import transcribe
from balado.workshop.speech.models import Model
from balado.workshop.speech.pinned_models import PinnedModel

VERB = """import json, sys
print(json.dumps({"event": "drafted", "path": "episodes/01-a/transcript.draft.vtt"}))
print(" ".join(sys.argv[1:]), file=sys.stderr)
"""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedStudio]:
    """Every library is here, and no model."""
    monkeypatch.setattr(transcribe, "has_library", lambda _name: True)
    monkeypatch.setattr(transcribe, "need_ffmpeg", lambda: "ffmpeg")
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a")
    show.add("02-b", seconds=None, date=None, draft="true")
    program = (sys.executable, "-S", "-E", "-c", VERB)
    options = replace(options_for(show, tmp_path / "i.json"), models=tmp_path / "models", program=program)
    with served_studio(options, show) as served:
        served.settled()
        yield served


def asked(served: ServedStudio) -> str:
    """What the verb was asked."""
    ended = served.studio.tasks.wait()
    assert ended is not None
    return next(one.text for one in ended.told if one.tone == "said").partition("--format json ")[2]


def is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(pinned: PinnedModel, folder: Path) -> Model:
        return Model(pinned.name, folder)

    monkeypatch.setattr(transcribe, "find_model", found)


def test_a_model_is_fetched_only_where_that_was_allowed(served: ServedStudio) -> None:
    page = served.get("/transcribe/01-a").text
    assert "is not here yet" in page
    assert "https://huggingface.co/" in page
    given = {"slug": "01-a", "model": "small"}
    refused = served.post("/transcribe", given)
    assert (refused.status, "small is not here yet: allow that it is fetched." in refused.text) == (422, True)
    assert served.studio.tasks.current is None
    answer = served.post("/transcribe", {**given, "download": "yes"})
    assert answer.headers["location"] == "/work"
    assert asked(served) == "--model small --download -- 01-a"
    assert '<a href="/transcripts/episodes/01-a/transcript.draft.vtt">Go on</a>' in served.get("/work").text


def test_with_a_model_that_is_here_nothing_asks_the_network(
    served: ServedStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_here(monkeypatch)
    assert "Fetch it from the network" not in served.get("/transcribe/01-a").text
    served.post("/transcribe", {"slug": "01-a", "model": "medium", "download": "yes"})
    assert asked(served) == "--model medium --offline -- 01-a"


def test_a_draft_is_written_anew_only_where_that_was_said(
    served: ServedStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_here(monkeypatch)
    (served.show.root / "episodes/01-a/transcript.draft.vtt").write_text("WEBVTT\n", encoding="utf-8")
    assert "There is a draft already: episodes/01-a/transcript.draft.vtt" in served.get("/transcribe/01-a").text
    given = {"slug": "01-a", "model": "small"}
    assert served.post("/transcribe", given).status == 422
    served.post("/transcribe", {**given, "again": "yes"})
    assert asked(served) == "--model small --offline --again -- 01-a"


def test_what_is_missing_is_said_in_one_sentence(served: ServedStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no recording yet: drop one on its page" in served.get("/transcribe/02-b").text
    monkeypatch.setattr(transcribe, "has_library", lambda name: name == "onnx-asr")
    page = served.get("/transcribe/01-a").text
    assert "needs faster-whisper, which is not installed" in page
    assert "<button" in page
    assert served.post("/transcribe", {"slug": "01-a", "model": "small", "download": "yes"}).status == 422
    monkeypatch.setattr(transcribe, "has_library", lambda _name: False)
    page = served.get("/transcribe/01-a").text
    assert "needs faster-whisper, which is not installed" in page
    assert '<form method="post" action="/transcribe"' not in page
    assert served.studio.tasks.current is None


@pytest.mark.parametrize("form", [{"slug": "nothing", "model": "small"}, {"slug": "01-a", "model": "../x"}, {}])
def test_what_is_none_is_not_listened_to(served: ServedStudio, form: dict[str, str]) -> None:
    assert served.post("/transcribe", form).status in (404, 422)
    assert served.get("/transcribe/nothing").status == 404
