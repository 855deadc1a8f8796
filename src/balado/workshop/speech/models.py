"""Where the models for transcribing are kept, how one comes there, and what is a model in a folder of somebody's own.

Nothing is fetched here but what the caller's `fetch` brings, and nothing is used whose bytes are not those that were
pinned.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from balado.errors import RemoteError, UsageError
from balado.message import command_line, say, size_text
from balado.workshop.speech.pinned_models import MODELS, Library, PinnedFile, PinnedModel

_NEEDED = ("config.json", "model.bin", "tokenizer.json")
_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_OF_ONNX_ASR = ("nemo-conformer-ctc", "nemo-conformer-rnnt", "nemo-conformer-tdt")
"""What the config.json calls the kinds of model that onnx-asr reads, and whose words it gives times."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is here: what people call it, revision included, its folder, and what reads it.

    `languages` are those it was made for; none where its library knows them.
    """

    name: str
    folder: Path
    library: Library = "faster-whisper"
    languages: frozenset[str] = frozenset()


Fetch = Callable[[str, int, int], bytes]
"""Given an address, where to begin and how many bytes to bring at most: those bytes. Raises RemoteError."""


def named_model(name: str) -> Model:
    """The model in the folder of this name. Raises UsageError where there is none, with the names there are."""
    folder = Path(name)
    if folder.is_dir():
        return model_in(folder)
    what = say(
        "There is no model and no folder called “{name}”. Models: {names}. Any other is named by its folder.",
        name=name,
        names=", ".join(MODELS),
    )
    raise UsageError(what)


def model_in(folder: Path) -> Model:
    """The model that somebody put into a folder. Raises UsageError where a file of it is missing: none is fetched."""
    if _kind(folder / "config.json") in _OF_ONNX_ASR:
        return Model(_name(folder), folder, "onnx-asr")
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        missing.append(_VOCABULARIES[0])
    if missing:
        what = say(
            "{folder} holds no model for faster-whisper, and none for onnx-asr (missing: {names}).",
            folder=folder,
            names=", ".join(missing),
        )
        raise UsageError(what)
    return Model(_name(folder), folder)


def _name(folder: Path) -> str:
    """What a model is called: after its folder, and otherwise where the files in it are others."""
    sizes = [(path.name, path.stat().st_size) for path in sorted(folder.iterdir()) if path.is_file()]
    config = (folder / "config.json").read_bytes()
    digest = hashlib.sha256(config + repr(sizes).encode()).hexdigest()
    return f"{folder.resolve().name} ({digest[:8]})"


def _kind(config: Path) -> str:
    """The kind of model that a config.json names; empty where it names none, or is none."""
    try:
        found = json.loads(config.read_bytes())
    except (OSError, ValueError):
        return ""
    return str(found.get("model_type", "")) if isinstance(found, dict) else ""


def find_model(pinned: PinnedModel, folder: Path) -> Model | None:
    """The model where it was fetched before; None where it is not, or not whole."""
    place = folder / pinned.folder_name
    whole = all(_size(place / file.name) == file.byte_size for file in pinned.files)
    return _as_pinned(pinned, place) if whole else None


def missing_model(pinned: PinnedModel, folder: Path, *, is_offline: bool) -> UsageError:
    """Why nothing can be heard yet, and what to do: a model is never fetched without having been asked for."""
    size = size_text(pinned.byte_size)
    if is_offline:
        return UsageError(
            say(
                "The model {name} ({size}) is not in {folder}, and `--offline` keeps it from being fetched.",
                name=pinned.name,
                size=size,
                folder=folder / pinned.folder_name,
            )
        )
    return UsageError(
        say(
            "The model {name} is not here yet. It is {size}, comes from {place} (revision {revision}) and is kept in "
            "{folder}. To have it fetched: `{command}`",
            name=pinned.name,
            size=size,
            place=pinned.place,
            revision=pinned.revision[:8],
            folder=folder / pinned.folder_name,
            command=command_line("balado", "transcribe", "--model", pinned.name, "--download"),
        )
    )


def fetch_model(pinned: PinnedModel, folder: Path, fetch: Fetch, advance: Callable[[int], None]) -> Model:
    """Bring a model, and go on with what an earlier run brought. `advance` is told the bytes as they come.

    Raises RemoteError where it cannot be had, or where what came is not what was pinned; that is deleted then.
    """
    place = folder / pinned.folder_name
    place.mkdir(parents=True, exist_ok=True)
    for file in pinned.files:
        if _size(place / file.name) != file.byte_size:
            _bring(pinned.url(file), file, place, lambda url, start, most: _told(fetch(url, start, most), advance))
    return _as_pinned(pinned, place)


def _as_pinned(pinned: PinnedModel, place: Path) -> Model:
    return Model(f"{pinned.name} ({pinned.revision[:8]})", place, pinned.library, pinned.languages)


_PIECE_BYTES = 1 << 24


def _bring(url: str, file: PinnedFile, place: Path, fetch: Fetch) -> None:
    aside = place / f"{file.name}.part"
    with aside.open("ab") as target:
        while (have := target.tell()) < file.byte_size:
            piece = fetch(url, have, min(_PIECE_BYTES, file.byte_size - have))
            if not piece:
                break
            target.write(piece)
            target.flush()
    if _sha256(aside) != file.sha256:
        aside.unlink()
        what = say("What came from {url} is not the file that was expected, and was deleted. Try again.", url=url)
        raise RemoteError(what)
    aside.replace(place / file.name)


def _told(piece: bytes, advance: Callable[[int], None]) -> bytes:
    advance(len(piece))
    return piece


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
