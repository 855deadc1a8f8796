"""The models there are for transcribing, each of one revision with the digests of its files.

small, medium and large-v3 are OpenAI's Whisper (MIT), converted by Systran. parakeet-tdt-0.6b-v3 is NVIDIA's
(CC-BY-4.0), converted and made smaller (8 bits) by the author of onnx-asr. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Library = Literal["faster-whisper", "onnx-asr"]
"""What reads a model, by the name people install it by."""

_HOST = "https://huggingface.co"
_FOLDERS: Mapping[Library, str] = {"faster-whisper": "whisper-", "onnx-asr": ""}


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of a model: its size in bytes and its SHA-256."""

    name: str
    byte_size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """A model of one revision. `languages` are those it was made for; none where its own library knows them."""

    name: str
    repository: str
    revision: str
    files: tuple[PinnedFile, ...]
    library: Library = "faster-whisper"
    languages: frozenset[str] = frozenset()

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

    @property
    def folder_name(self) -> str:
        """What its folder is called, among those of other models and revisions."""
        return f"{_FOLDERS[self.library]}{self.name}-{self.revision[:8]}"


_TOKENIZER = PinnedFile("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
_WORDS = PinnedFile("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")

_OF_EUROPE = frozenset(
    ("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it",
     "lt", "lv", "mt", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "uk")
)  # fmt: skip

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
    "parakeet-tdt-0.6b-v3": PinnedModel(
        "parakeet-tdt-0.6b-v3",
        "istupakov/parakeet-tdt-0.6b-v3-onnx",
        "8f23f0c03c8761650bdb5b40aaf3e40d2c15f1ce",
        (
            PinnedFile("config.json", 97, "666903c76b9798caf2c210afd4f6cd60b08a8dbf9800ec8d7a3bc0d2148ac466"),
            PinnedFile(
                "decoder_joint-model.int8.onnx",
                18_202_004,
                "eea7483ee3d1a30375daedc8ed83e3960c91b098812127a0d99d1c8977667a70",
            ),
            PinnedFile(
                "encoder-model.int8.onnx",
                652_183_999,
                "6139d2fa7e1b086097b277c7149725edbab89cc7c7ae64b23c741be4055aff09",
            ),
            PinnedFile("vocab.txt", 93_939, "d58544679ea4bc6ac563d1f545eb7d474bd6cfa467f0a6e2c1dc1c7d37e3c35d"),
        ),
        "onnx-asr",
        _OF_EUROPE,
    ),
}
