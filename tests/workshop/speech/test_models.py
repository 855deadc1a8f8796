"""Models: one revision, the digests of their files, and nothing fetched that was not asked for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from balado.errors import RemoteError, UsageError
from balado.workshop.speech.models import fetch_model, find_model, missing_model, model_in, named_model
from balado.workshop.speech.pinned_models import MODELS, PinnedFile, PinnedModel

CONTENT = {"config.json": b"{}", "model.bin": bytes(range(256)) * 200, "tokenizer.json": b"[]", "vocabulary.txt": b"a"}
PINNED = PinnedModel(
    "tiny",
    "somebody/tiny",
    "0123456789abcdef0123",
    tuple(PinnedFile(name, len(body), hashlib.sha256(body).hexdigest()) for name, body in CONTENT.items()),
)


class Server:
    """Gives the files of the model, in pieces of at most so many bytes; ends a run after so many requests."""

    def __init__(self, content: dict[str, bytes], piece: int = 20_000, most: int = 100) -> None:
        self.content, self.piece, self.most = content, piece, most
        self.asked: list[tuple[str, int]] = []

    def __call__(self, url: str, start: int, most_bytes: int) -> bytes:
        assert url.startswith("https://huggingface.co/somebody/tiny/resolve/0123456789abcdef0123/")
        name = url.rpartition("/")[2]
        self.asked.append((name, start))
        if len(self.asked) > self.most:
            raise KeyboardInterrupt
        return self.content[name][start : start + min(most_bytes, self.piece)]


def test_a_model_is_fetched_whole_and_found_again(tmp_path: Path) -> None:
    assert find_model(PINNED, tmp_path) is None
    steps: list[int] = []
    model = fetch_model(PINNED, tmp_path, Server(CONTENT), steps.append)
    assert model == find_model(PINNED, tmp_path)
    assert model.name == "tiny (01234567)"
    assert {path.name: path.read_bytes() for path in model.folder.iterdir()} == CONTENT
    assert sum(steps) == PINNED.byte_size


def test_what_an_earlier_run_brought_is_not_fetched_again(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        fetch_model(PINNED, tmp_path, Server(CONTENT, most=2), lambda _count: None)
    assert find_model(PINNED, tmp_path) is None
    server = Server(CONTENT)
    fetch_model(PINNED, tmp_path, server, lambda _count: None)
    assert server.asked[0] == ("model.bin", 20_000)


@pytest.mark.parametrize("content", [b"another file", CONTENT["model.bin"][:-1], CONTENT["model.bin"][:-1] + b"x"])
def test_what_is_not_what_was_pinned_is_deleted_and_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(RemoteError, match=r"model\.bin is not the file that was expected"):
        fetch_model(PINNED, tmp_path, Server({**CONTENT, "model.bin": content}), lambda _count: None)
    assert find_model(PINNED, tmp_path) is None
    assert not list(tmp_path.rglob("model.bin*"))


def test_size_place_and_command_are_said_before_anything_is_fetched(tmp_path: Path) -> None:
    said = str(missing_model(MODELS["small"], tmp_path, is_offline=False))
    for part in ("486.2 MB", "https://huggingface.co/Systran/faster-whisper-small", str(tmp_path), "536b0662"):
        assert part in said
    assert "`balado transcribe --model small --download`" in said
    assert "`--offline` keeps it" in str(missing_model(MODELS["medium"], tmp_path, is_offline=True))


@pytest.mark.parametrize("pinned", MODELS.values(), ids=MODELS)
def test_every_model_is_pinned_by_revision_and_digests(pinned: PinnedModel) -> None:
    assert len(pinned.revision) == 40
    needed = {
        "faster-whisper": {"config.json", "model.bin", "tokenizer.json"},
        "onnx-asr": {"config.json", "encoder-model.int8.onnx", "decoder_joint-model.int8.onnx", "vocab.txt"},
    }
    assert {file.name for file in pinned.files} >= needed[pinned.library]
    assert all(len(file.sha256) == 64 and file.byte_size for file in pinned.files)


def test_a_folder_with_a_model_is_taken_as_it_is(tmp_path: Path) -> None:
    for name, body in CONTENT.items():
        (tmp_path / name).write_bytes(body)
    model = model_in(tmp_path)
    assert model.folder == tmp_path
    (tmp_path / "model.bin").write_bytes(b"another")
    assert model_in(tmp_path).name != model.name


@pytest.mark.parametrize("lacking", ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"])
def test_a_folder_without_a_file_of_it_is_refused(tmp_path: Path, lacking: str) -> None:
    """A library would fetch what is missing."""
    for name, body in CONTENT.items():
        if name != lacking:
            (tmp_path / name).write_bytes(body)
    with pytest.raises(UsageError, match=lacking):
        model_in(tmp_path)


def test_a_folder_with_a_model_for_onnx_asr_is_known_by_its_kind(tmp_path: Path) -> None:
    for kind in ("nemo-conformer-ctc", "nemo-conformer-rnnt", "nemo-conformer-tdt"):
        (tmp_path / "config.json").write_text(f'{{"model_type": "{kind}"}}')
        assert model_in(tmp_path).library == "onnx-asr"
    for other in ('{"model_type": "nemo-conformer-aed"}', '{"model_type": null}', "[]", "{", "\xff"):
        (tmp_path / "config.json").write_text(other, "latin-1")
        with pytest.raises(UsageError, match=r"none for onnx-asr \(missing: model\.bin"):
            model_in(tmp_path)


def test_a_name_that_is_neither_a_model_nor_a_folder_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"called “smal”\. Models: small, medium, large-v3, parakeet-tdt-0\.6b-v3"):
        named_model("smal")
    with pytest.raises(UsageError, match="holds no model"):
        named_model(str(tmp_path))
