"""A process of its own that is killed in the middle of what it does, before the step that a test wants."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

IsStep = Callable[[str, tuple[Any, ...]], bool]
"""Whether an event that Python audits is a step, by its name and arguments."""

_WRITING = os.O_WRONLY | os.O_RDWR


def opens_for_writing(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a file is opened to be written."""
    return event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)


def killed_before(step: int, act: Callable[[], object], is_step: IsStep) -> bool:
    """Whether a process that acts was killed before this step, counted from 0; False where it had ended before."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    try:
        left = [step]

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            if is_step(event, arguments):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        act()
    finally:
        os._exit(0)
