"""When the voice of the recordings says each word.

The library of espeak-ng tells, while it speaks, at which sample each word begins; its program, which made the
recordings (`record.py`), does not. Given the same settings, in a process that has not spoken yet, both speak the same
samples, and `words_of` makes sure of it.
"""

from __future__ import annotations

import ctypes
import itertools
import tempfile
import wave
from array import array
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from record import SAID_AS, SPOKEN_RATE_HZ, VOICE, run

LIBRARY = "libespeak-ng.so.1"
SYNCHRONOUS, BY_CHARACTER = 2, 1
AS_THE_PROGRAM_DOES = 0x1101
"""espeakCHARS_UTF8, espeakPHONEMES and espeakENDPAUSE."""
SETTINGS = {"-s": 1, "-a": 2, "-p": 3}
"""The program's options, as the library numbers them: rate, volume, pitch."""
LANGUAGE = b"fr"
"""What the program falls back to for its name `fr-fr`."""
WORD = 1

FRAME = SPOKEN_RATE_HZ // 100
AUDIBLE = 250
"""The loudest sample of a hundredth of a second in which the voice is heard (of 32768)."""


class Event(ctypes.Structure):
    """espeak_EVENT of espeak-ng's speak_lib.h. `at` counts characters from 1, `sample` samples from 0."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("at", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("owner", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    ]


class Word(NamedTuple):
    """A word as written, with its punctuation, and the seconds of the recording in which it is heard."""

    text: str
    start: float
    end: float


class Speech(NamedTuple):
    """Samples of 16 bits, and for each word its first character in the text and its first sample."""

    samples: bytes
    words: list[tuple[int, int]]


Listener: Any = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


def speak(text: str) -> Speech:
    """Speaks with the library. Only the first speech of a process is that of the program, to the sample."""
    speech = Speech(b"", [])
    heard = bytearray()

    def listen(samples: Any, count: int, events: Any) -> int:
        heard.extend(ctypes.string_at(samples, 2 * count) if count else b"")
        index = 0
        while events[index].type:
            if events[index].type == WORD and events[index].length:
                speech.words.append((events[index].at - 1, events[index].sample))
            index += 1
        return 0

    library = ctypes.CDLL(LIBRARY)
    library.espeak_Initialize(SYNCHRONOUS, 0, None, 0)
    listener = Listener(listen)
    library.espeak_SetSynthCallback(listener)
    library.espeak_SetVoiceByName(LANGUAGE)
    for option, number in SETTINGS.items():
        library.espeak_SetParameter(number, int(VOICE[VOICE.index(option) + 1]), 0)
    written = text.encode()
    library.espeak_Synth(written, len(written) + 1, 0, BY_CHARACTER, 0, AS_THE_PROGRAM_DOES, None, None)
    return speech._replace(samples=bytes(heard))


def speak_afresh(text: str) -> Speech:
    """What `speak` gives in a process of its own. Raises ValueError when the program would have spoken otherwise."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        speech = process.submit(speak, text).result()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        run(*VOICE, "-w", path, text)
        with wave.open(str(path), "rb") as spoken:
            if spoken.readframes(spoken.getnframes()) != speech.samples:
                raise ValueError(f"the library of espeak-ng speaks otherwise than its program: {text}")
    return speech


def said(word: str) -> str:
    """The word as it is handed to the voice."""
    for written, spoken in SAID_AS.items():
        word = word.replace(written, spoken)
    return word


def words_of(paragraph: str, began: float) -> tuple[list[Word], float]:
    """The words of a paragraph whose sound begins at that second of the recording, and the second at which it ends."""
    written = paragraph.split(" ")
    speech = speak_afresh(" ".join(said(word) for word in written))
    starts = starts_of(written, speech)
    samples = array("h", speech.samples)
    ends = [end_of_sound(samples, *around) for around in itertools.pairwise([*starts, len(samples)])]
    words = [
        Word(word, began + start / SPOKEN_RATE_HZ, began + end / SPOKEN_RATE_HZ)
        for word, start, end in zip(written, starts, ends, strict=True)
    ]
    return words, began + len(samples) / SPOKEN_RATE_HZ


def starts_of(written: list[str], speech: Speech) -> list[int]:
    """The first sample of each word; that of the word before for one spoken in the same breath (`parce que`)."""
    starts: list[int] = []
    at = 0
    for word in written:
        reach = range(at, at + len(said(word)))
        starts.append(next((sample for character, sample in speech.words if character in reach), *starts[-1:]))
        at = reach.stop + 1
    return starts


def end_of_sound(samples: array[int], start: int, before: int) -> int:
    """The end of the last hundredth of a second between two samples in which the voice is heard."""
    end = before
    while end - FRAME > start and max(abs(sample) for sample in samples[end - FRAME : end]) < AUDIBLE:
        end -= FRAME
    return end
