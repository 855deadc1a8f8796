"""`balado transcribe`, with an engine that needs no model: what it asks for, what it refuses, what it leaves."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from programs import need_program
from show_builder import Show
from speech import EngineDouble
from told_events import objections

from balado.cli import main as cli
from balado.cli.session import Session
from balado.workshop.speech import library, pinned_models, whisper
from balado.workshop.speech.engine import HeardWord, Hearing
from balado.workshop.speech.models import Model


class Line:
    """The command line in this process, and what the engines heard that it made."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.engines: list[EngineDouble] = []
        self.fails: BaseException | None = None

    def engine(self, model: Model) -> EngineDouble:
        made = EngineDouble(f"double, {model.name}")
        self.engines.append(made)
        if self.fails is not None:
            made.hear = self._fail  # type: ignore[method-assign]
        return made

    def _fail(self, _sound: bytes, _hearing: Hearing) -> list[HeardWord]:
        assert self.fails is not None
        raise self.fails

    def run(self, *arguments: str) -> tuple[int, str, str]:
        code = cli._run(["transcribe", *arguments], Session())
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def events(self, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
        ended, out, err = self.run(*arguments, "--format", "json")
        assert ended == code, err
        told = [json.loads(line) for line in out.splitlines()]
        assert [objections(one) for one in told] == [[]] * len(told)
        return told


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    need_program("ffmpeg")
    made = Show(tmp_path / "show")
    made.write_feed(people="{hedon: {name: Claire Hédon}}", words="[SIRCOM]")
    made.add("01-a", people="[hedon]", seconds=1)
    made.add("02-b", seconds=1, language="en-GB")
    monkeypatch.chdir(made.root)
    monkeypatch.setenv("BALADO_CACHE_DIR", str(tmp_path / "cache"))
    return made


@pytest.fixture
def line(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    made = Line(capsys)
    monkeypatch.setattr(library, "import_module", lambda _name: SimpleNamespace())
    monkeypatch.setattr(whisper, "WhisperEngine", made.engine)
    for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / "model").mkdir(exist_ok=True)
        (tmp_path / "model" / name).write_bytes(b"{}")
    return made


@pytest.fixture
def model(tmp_path: Path) -> tuple[str, str]:
    return ("--model", str(tmp_path / "model"))


def draft_of(show: Show, slug: str) -> Path:
    return show.root / "episodes" / slug / "transcript.draft.vtt"


def test_a_draft_is_written_in_the_language_of_the_episode(show: Show, line: Line, model: tuple[str, str]) -> None:
    told = line.events("01-a", "02-b", *model)
    assert [one["event"] for one in told] == ["hearing", "hearing", "drafted"] * 2
    assert {name: told[-1][name] for name in ("episode", "path", "words", "uncertain")} == {
        "episode": "02-b", "path": "episodes/02-b/transcript.draft.vtt", "words": 4, "uncertain": 1,
    }  # fmt: skip
    assert told[-1]["seconds"] == pytest.approx(1, abs=0.1)
    [engine] = line.engines
    assert [hearing.language for _, hearing in engine.heard] == ["fr", "en"]
    assert engine.heard[0][1].prompt == "About 01-a, Claire Hédon, SIRCOM."
    text = draft_of(show, "02-b").read_text("utf-8")
    assert "NOTE balado draft\ndouble, model" in text
    assert "<v Voice 1>Bonjour <c.unsure>" in text
    assert "Then: balado transcript accept 02-b" in text
    assert not list((show.root.parent / "cache" / "transcribe").glob("*"))


def test_what_is_there_already_is_not_written_over(show: Show, line: Line, model: tuple[str, str]) -> None:
    draft_of(show, "01-a").write_text("WEBVTT\n", "utf-8")
    code, _, err = line.run("01-a", *model)
    assert code == 2
    assert "`balado transcribe 01-a --again`" in err
    assert draft_of(show, "01-a").read_text("utf-8") == "WEBVTT\n"
    assert line.run("01-a", "--again", *model)[0] == 0
    assert "Voix 1" in draft_of(show, "01-a").read_text("utf-8")


def test_the_speech_as_it_was_written_becomes_captions(show: Show, line: Line, model: tuple[str, str]) -> None:
    text = show.root / "discours.txt"
    text.write_text("Claire Hédon : Bonjour, chers Messieurs.", "utf-8")
    told = line.events("01-a", "--text", str(text), *model)
    assert told[-1]["words"] == 3
    draft = draft_of(show, "01-a").read_text("utf-8")
    assert "\n<v Claire Hédon>Bonjour, <c.unsure>chers</c> Messieurs." in draft
    assert line.run("01-a", "02-b", "--text", str(text), "--again", *model)[2] == "`--text` goes with one episode.\n"
    text.write_text("Un tout autre discours, sur la pêche et la chasse.", "utf-8")
    code, _, err = line.run("01-a", "--text", str(text), "--again", *model)
    assert (code, err.splitlines()[-1]) == (2, "This text is not what is said in 01-a.")
    assert draft_of(show, "01-a").read_text("utf-8") == draft


def test_missing_takes_every_episode_that_has_neither(show: Show, line: Line, model: tuple[str, str]) -> None:
    (show.add("03-c") / "transcript.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nOui.\n", "utf-8")
    (show.add("04-d") / "talk.draft.srt").write_text("", "utf-8")
    show.add("05-e", seconds=None)
    told = line.events("--missing", *model)
    assert [one["episode"] for one in told if one["event"] == "drafted"] == ["01-a", "02-b"]
    code, _, err = line.run("--missing", *model)
    assert (code, err) == (0, "No episode lacks a transcript.\n")


def test_the_one_that_lacks_a_transcript_need_not_be_named(show: Show, line: Line, model: tuple[str, str]) -> None:
    draft_of(show, "02-b").write_text("WEBVTT\n", "utf-8")
    assert line.events(*model)[-1]["episode"] == "01-a"
    assert line.run(*model)[2] == "No episode lacks a transcript.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "2 episodes have no transcript: 01-a, 02-b. Name those to listen to, or say `--missing` for all."),
        (("01-a", "--missing"), "Name the episodes, or say `--missing`"),
        (("01-aa",), "Did you mean `balado transcribe 01-a`?"),
        (("05-e",), "The recording of 05-e is not here."),
        (("01-a", "--offline", "--download"), "which `--offline` refuses"),
        (("01-a",), "To have it fetched: `balado transcribe --model small --download`"),
        (("01-a", "--offline", "--model", "medium"), "`--offline` keeps it from being fetched"),
        (("01-a", "--model", "parakeet-tdt-0.6b-v3"), "It is 670.5 MB, comes from https://huggingface.co/istupakov/"),
        (("01-a", "--model", "nosuch"), "There is no model and no folder called “nosuch”. Models: small, medium"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    show: Show, line: Line, arguments: tuple[str, ...], said: str
) -> None:
    show.add("05-e", seconds=None)
    code, _, err = line.run(*arguments)
    assert code == 2
    assert said in err
    assert line.engines == []
    assert not list(show.root.rglob("*.draft.vtt"))


def test_without_the_library_nothing_is_fetched(
    show: Show, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, extra in (
        ("faster_whisper", "small", "transcribe"),
        ("onnx_asr", "parakeet-tdt-0.6b-v3", "transcribe-onnx"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        assert cli._run(["transcribe", "01-a", "--download", "--model", name], Session()) == 2
        said = capsys.readouterr().err
        assert said.startswith("Transcribing with this model needs ")
        assert said.endswith(f'"balado[{extra}]"`\n')


def test_without_ffmpeg_one_sentence_says_so(show: Show, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    code, _, err = line.run("01-a")
    assert (code, err.partition(":")[0]) == (2, "This needs ffmpeg, which is not here")


def test_a_model_is_fetched_when_asked_for_and_used_from_then_on(
    show: Show, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hashlib

    content = {"config.json": b"{}", "model.bin": b"01" * 999, "tokenizer.json": b"[]", "vocabulary.txt": b"a"}
    files = tuple(
        pinned_models.PinnedFile(name, len(body), hashlib.sha256(body).hexdigest()) for name, body in content.items()
    )
    monkeypatch.setattr(
        pinned_models, "MODELS", {"small": pinned_models.PinnedModel("small", "somebody/small", "ab" * 20, files)}
    )
    asked: list[str] = []

    def fetch(url: str, start: int, most: int) -> bytes:
        asked.append(url)
        return content[url.rpartition("/")[2]][start : start + most]

    monkeypatch.setattr("balado.web.piece.fetch_piece", fetch)
    [fetched] = line.events("--download")
    assert (fetched["event"], fetched["model"]) == ("fetched", "small")
    assert len(asked) == 4
    assert line.events("01-a", "--offline")[-1]["event"] == "drafted"
    assert len(asked) == 4


def test_whoever_stops_it_was_told_that_it_goes_on(show: Show, line: Line, model: tuple[str, str]) -> None:
    line.fails = KeyboardInterrupt()
    code, _, err = line.run("01-a", *model)
    assert code == 130
    assert "Listening to 01-a, 0:01 of sound. If it is stopped, the same command goes on from there." in err
    assert not draft_of(show, "01-a").exists()


def test_without_a_cache_work_is_done_all_the_same(
    show: Show, line: Line, model: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "cache_folder", lambda _session, _what: None)
    assert line.run("01-a", *model)[0] == 0
    code, _, err = line.run("02-b")
    assert (code, err) == (2, "There is no home folder to keep a model in: name the folder of one, with `--model`.\n")


def test_a_full_disk_is_said_and_the_same_command_goes_on(
    show: Show, line: Line, model: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("balado.workshop.speech.work.os.fsync", full)
        code, _, err = line.run("01-a", *model)
    assert (code, err.splitlines()[-1].partition(".")[0]) == (2, "Nothing more can be written: No space left on device")
    assert not draft_of(show, "01-a").exists()
    assert line.run("01-a", *model)[0] == 0
