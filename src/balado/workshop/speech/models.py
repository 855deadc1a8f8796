"""The models there are for transcribing, each of one revision with the digests of its files, and where they are kept.

Converted from OpenAI's Whisper (MIT) by Systran. Nothing is fetched here but what the caller's `fetch` brings, and
nothing is used whose bytes are not those that were pinned.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from balado.errors import RemoteError, UsageError
from balado.message import command_line, say, size_text

_HOST = "https://huggingface.co"
_NEEDED = ("config.json", "model.bin", "tokenizer.json")
_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of a model: its size in bytes and its SHA-256."""

    name: str
    byte_size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """A model of one revision."""

    name: str
    repository: str
    revision: str
    files: tuple[PinnedFile, ...]

    @property
    def byte_size(self) -> int:
        """What it takes on the disk, and on the network once."""
        return sum(file.byte_size for file in self.files)

    @property
    def place(self) -> str:
        """Where people can look at it."""
        return f"{_HOST}/{self.repository}"

    def url(self, file: PinnedFile) -> str:
        """The address of a file, at this revision."""
        return f"{self.place}/resolve/{self.revision}/{file.name}"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is here: what people call it, revision included, and its folder."""

    name: str
    folder: Path


Fetch = Callable[[str, int, int], bytes]
"""Given an address, where to begin and how many bytes to bring at most: those bytes. Raises RemoteError."""

_TOKENIZER = PinnedFile("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
_WORDS = PinnedFile("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")

MODELS: Mapping[str, PinnedModel] = {
    "small": PinnedModel(
        "small",
        "Systran/faster-whisper-small",
        "536b0662742c02347bc0e980a01041f333bce120",
        (
            PinnedFile("config.json", 2_370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
            PinnedFile("model.bin", 483_546_902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
            _TOKENIZER,
            _WORDS,
        ),
    ),
    "medium": PinnedModel(
        "medium",
        "Systran/faster-whisper-medium",
        "08e178d48790749d25932bbc082711ddcfdfbc4f",
        (
            PinnedFile("config.json", 2_257, "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807"),
            PinnedFile("model.bin", 1_527_906_378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
            _TOKENIZER,
            _WORDS,
        ),
    ),
    "large-v3": PinnedModel(
        "large-v3",
        "Systran/faster-whisper-large-v3",
        "edaa852ec7e145841d8ffdb056a99866b5f0a478",
        (
            PinnedFile("config.json", 2_394, "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9"),
            PinnedFile("model.bin", 3_087_284_237, "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1"),
            PinnedFile(
                "preprocessor_config.json", 340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711"
            ),
            PinnedFile("tokenizer.json", 2_480_617, "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca"),
            PinnedFile(
                "vocabulary.json", 1_068_114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1"
            ),
        ),
    ),
}
DEFAULT_MODEL = "small"


def model_in(folder: Path) -> Model:
    """The model that somebody put into a folder. Raises UsageError where a file of it is missing: none is fetched."""
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        missing.append(_VOCABULARIES[0])
    if missing:
        what = say(
            "{folder} is no model for faster-whisper: {names} is missing.", folder=folder, names=", ".join(missing)
        )
        raise UsageError(what)
    sizes = [(path.name, path.stat().st_size) for path in sorted(folder.iterdir()) if path.is_file()]
    config = (folder / "config.json").read_bytes()
    digest = hashlib.sha256(config + repr(sizes).encode()).hexdigest()
    return Model(f"{folder.resolve().name} ({digest[:8]})", folder)


def find_model(pinned: PinnedModel, folder: Path) -> Model | None:
    """The model where it was fetched before; None where it is not, or not whole."""
    place = _place(pinned, folder)
    whole = all(_size(place / file.name) == file.byte_size for file in pinned.files)
    return Model(f"{pinned.name} ({pinned.revision[:8]})", place) if whole else None


def missing_model(pinned: PinnedModel, folder: Path, *, is_offline: bool) -> UsageError:
    """Why nothing can be heard yet, and what to do: a model is never fetched without having been asked for."""
    size = size_text(pinned.byte_size)
    if is_offline:
        return UsageError(
            say(
                "The model {name} ({size}) is not in {folder}, and `--offline` keeps it from being fetched.",
                name=pinned.name,
                size=size,
                folder=_place(pinned, folder),
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
            folder=_place(pinned, folder),
            command=command_line("balado", "transcribe", "--model", pinned.name, "--download"),
        )
    )


def fetch_model(pinned: PinnedModel, folder: Path, fetch: Fetch, advance: Callable[[int], None]) -> Model:
    """Bring a model, and go on with what an earlier run brought. `advance` is told the bytes as they come.

    Raises RemoteError where it cannot be had, or where what came is not what was pinned; that is deleted then.
    """
    place = _place(pinned, folder)
    place.mkdir(parents=True, exist_ok=True)
    for file in pinned.files:
        if _size(place / file.name) != file.byte_size:
            _bring(pinned.url(file), file, place, lambda url, start, most: _told(fetch(url, start, most), advance))
    return Model(f"{pinned.name} ({pinned.revision[:8]})", place)


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


def _place(pinned: PinnedModel, folder: Path) -> Path:
    return folder / f"whisper-{pinned.name}-{pinned.revision[:8]}"


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
