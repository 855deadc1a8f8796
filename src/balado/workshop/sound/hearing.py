"""A recording is heard while it is encoded: what stands in its file already goes to a second run of ffmpeg.

Hearing takes as long as encoding, and needs nothing of it but what is written: side by side both take the time of one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from balado.facts import SoundFacts
from balado.media.inspect import inspect_recording

_BLOCK_BYTES = 1 << 16
_LOOKED_AFTER_SECONDS = 0.05
# What encoders put before and behind the sound, to fill up their frames: at most 2,400 samples of at least 8 kHz.
_LONGEST_FILLING = timedelta(seconds=0.3)

Listen = Callable[[Path | BinaryIO], SoundFacts | None]
"""Hears a finished recording, or one that is read as it comes."""


def hear_while_made(path: Path, make: Callable[[], object], listen: Listen) -> SoundFacts | None:
    """What is heard of an MP3 that `make` writes from its beginning to its end: the same as of the finished file.

    What the encoder filled up is told by the first frame, which is written last: so how long it plays is taken from the
    finished file, and all of that is heard anew where it does not agree. Raises what `make` raises.
    """
    path.unlink(missing_ok=True)  # an earlier attempt would be taken for the beginning of this one
    facts = _side_by_side(path, make, listen)
    told = inspect_recording(path, path.name).duration
    if facts is None or facts.heard is None or not told <= facts.heard <= told + _LONGEST_FILLING:
        return listen(path)
    return facts.model_copy(update={"heard": told})


def _side_by_side(path: Path, make: Callable[[], object], listen: Listen) -> SoundFacts | None:
    reading, writing = os.pipe()
    is_made, is_given_up = threading.Event(), threading.Event()
    with ThreadPoolExecutor(max_workers=2) as threads:
        threads.submit(_pass_on, path, writing, is_made, is_given_up)
        heard = threads.submit(_listen, reading, listen)
        try:
            make()
        except BaseException:
            is_given_up.set()
            raise
        finally:
            is_made.set()
        return heard.result()


def _listen(reading: int, listen: Listen) -> SoundFacts | None:
    """Closed as soon as nobody listens any more: else whoever writes into the pipe would wait for ever."""
    with os.fdopen(reading, "rb") as stream:
        return listen(stream)


def _pass_on(path: Path, writing: int, is_made: threading.Event, is_given_up: threading.Event) -> None:
    """Write what comes into the file into the pipe, until it is made. Who listens may have gone away."""
    with suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
        while not path.exists() and not is_made.wait(_LOOKED_AFTER_SECONDS):
            pass
        if not path.exists():
            return
        with path.open("rb") as file:
            while not is_given_up.is_set():
                is_last = is_made.is_set()  # looked at first: what is written between is still read
                block = file.read(_BLOCK_BYTES)
                if block:
                    pipe.write(block)
                    pipe.flush()
                elif is_last:
                    return
                else:
                    is_made.wait(_LOOKED_AFTER_SECONDS)
