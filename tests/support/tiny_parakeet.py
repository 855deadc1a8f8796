"""A model of the form of parakeet-tdt-0.6b-v3, of 12 kB: it hears which of four tones sounds, as a piece of a word.

The same files, inputs, outputs, shapes and vocabulary signs as the real one, so that onnx-asr runs over it as over
that: features of 128 bands, an encoder that makes one frame of eight, a joint network that says a token and how many
frames it lasts, the blank, the state that is handed on. What a real model hears is not tried by it.

    python tests/support/tiny_parakeet.py FOLDER        # needs the package `onnx`
"""

from __future__ import annotations

import json
import math
import random
import sys
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BANDS = 128
TONES_HZ = (500, 1000, 2000, 4000)
PIECES = ("▁Bon", "jour", "▁Mesdames", ".")
"""What each tone is heard as; `▁` begins a word."""
_SIGNS = ("<unk>", "<|fr|>")
_BANDS_OF_TONES = (20, 41, 69, 98)
_DURATIONS = 5


def write_model(folder: Path) -> None:
    """The files of the model, in a folder that is made."""
    import onnx

    folder.mkdir(parents=True)
    onnx.save(_encoder(), folder / "encoder-model.int8.onnx")
    onnx.save(_decoder_joint(), folder / "decoder_joint-model.int8.onnx")
    tokens = (*_SIGNS, *PIECES, "<blk>")
    vocabulary = "".join(f"{token} {number}\n" for number, token in enumerate(tokens))
    (folder / "vocab.txt").write_text(vocabulary, encoding="utf-8")
    config = {"model_type": "nemo-conformer-tdt", "features_size": BANDS, "subsampling_factor": 8}
    (folder / "config.json").write_text(json.dumps(config))


def write_tones(path: Path, tones: Sequence[tuple[int, float]], rate_hz: int = 16_000) -> Path:
    """A WAV of tones (Hz; 0 for none) and how many seconds each sounds, in the faint noise of any room."""
    noise, samples = random.Random(1), array("h")  # noqa: S311 (the same noise each time)
    for hertz, seconds in tones:
        for place in range(round(seconds * rate_hz)):
            sample = 10_000 * math.sin(2 * math.pi * hertz * place / rate_hz) + noise.gauss(0, 100)
            samples.append(round(sample))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate_hz, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def _encoder() -> Any:
    """Features [batch, bands, frames] to the mean of every eight frames."""
    from onnx import TensorProto, helper

    def constant(name: str, value: int) -> Any:
        return helper.make_node("Constant", [], [name], value=helper.make_tensor(name, TensorProto.INT64, [], [value]))

    nodes = [
        helper.make_node("AveragePool", ["audio_signal"], ["outputs"], kernel_shape=[8], strides=[8], ceil_mode=1),
        constant("eight", 8),
        constant("seven", 7),
        helper.make_node("Add", ["length", "seven"], ["longer"]),
        helper.make_node("Div", ["longer", "eight"], ["encoded_lengths"]),
    ]
    inputs = [
        helper.make_tensor_value_info("audio_signal", TensorProto.FLOAT, ["batch", BANDS, "frames"]),
        helper.make_tensor_value_info("length", TensorProto.INT64, ["batch"]),
    ]
    outputs = [
        helper.make_tensor_value_info("outputs", TensorProto.FLOAT, ["batch", BANDS, "fewer"]),
        helper.make_tensor_value_info("encoded_lengths", TensorProto.INT64, ["batch"]),
    ]
    return _model("encoder", nodes, inputs, outputs)


def _decoder_joint() -> Any:
    """One frame and the token before it to the weight of each token and duration: the loudest band wins, once."""
    import numpy
    from onnx import TensorProto, helper, numpy_helper

    count = len(_SIGNS) + len(PIECES) + 1
    weights = numpy.zeros((BANDS, count + _DURATIONS), numpy.float32)
    for number, band in enumerate(_BANDS_OF_TONES):
        weights[band, len(_SIGNS) + number] = 20
    bias = numpy.full(count + _DURATIONS, -50, numpy.float32)
    bias[len(_SIGNS) : count - 1] = 0
    bias[count - 1] = 14  # the blank, where no band stands out
    bias[count:] = (0, 9, 0, 0, 0)
    once = numpy.zeros((count, count + _DURATIONS), numpy.float32)
    once[: count - 1, : count - 1] = -1000 * numpy.eye(count - 1, dtype=numpy.float32)
    made = {"weights": weights, "bias": bias, "once": once}
    made |= {"flat": numpy.array([1, BANDS]), "full": numpy.array([1, 1, 1, -1])}
    nodes = [
        helper.make_node("Reshape", ["encoder_outputs", "flat"], ["frame"]),
        helper.make_node("MatMul", ["frame", "weights"], ["heard"]),
        helper.make_node("Add", ["heard", "bias"], ["weighed"]),
        helper.make_node("Gather", ["once", "targets"], ["said"]),
        helper.make_node("Add", ["weighed", "said"], ["chosen"]),
        helper.make_node("Reshape", ["chosen", "full"], ["outputs"]),
        helper.make_node("Identity", ["input_states_1"], ["output_states_1"]),
        helper.make_node("Identity", ["input_states_2"], ["output_states_2"]),
    ]
    states = [helper.make_tensor_value_info(f"{way}_states_{number}", TensorProto.FLOAT, [2, 1, 8])
              for number in (1, 2) for way in ("input", "output")]  # fmt: skip
    inputs = [
        helper.make_tensor_value_info("encoder_outputs", TensorProto.FLOAT, [1, BANDS, 1]),
        helper.make_tensor_value_info("targets", TensorProto.INT32, [1, 1]),
        helper.make_tensor_value_info("target_length", TensorProto.INT32, [1]),
        *states[::2],
    ]
    outputs = [
        helper.make_tensor_value_info("outputs", TensorProto.FLOAT, [1, 1, 1, count + _DURATIONS]),
        *states[1::2],
    ]
    kept = [numpy_helper.from_array(value, name) for name, value in made.items()]
    return _model("decoder_joint", nodes, inputs, outputs, kept)


def _model(name: str, nodes: list[Any], inputs: list[Any], outputs: list[Any], kept: list[Any] | None = None) -> Any:
    from onnx import helper

    graph = helper.make_graph(nodes, name, inputs, outputs, kept or [])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    write_model(Path(sys.argv[1]))
