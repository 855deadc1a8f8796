"""This process under a name that others can tell, and whether one so named has ended: only on its own machine."""

from __future__ import annotations

import os
import platform
import sys
import uuid
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = Path("/proc/self/ns/pid")


def this_process() -> str:
    """The machine and the number of this process there, separated by a blank."""
    return f"{_machine()} {os.getpid()}"


def has_ended(process: str) -> bool:
    """Whether the process of that name is known to have ended. Of another machine nobody knows."""
    machine, _, number = process.rpartition(" ")
    if machine != _machine() or not number.isdigit() or sys.platform == "win32":  # where to ask would end it
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _machine() -> str:
    """What shares its process numbers: a container has its own, and names may be those of another machine."""
    try:
        return f"{_BOOT.read_text('ascii').strip()}/{_NAMESPACE.readlink()}"
    except OSError:
        return f"{platform.node()}/{uuid.getnode():x}".replace(" ", "-")
