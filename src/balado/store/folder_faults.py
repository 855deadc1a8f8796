"""What the system says of a folder that cannot be used, in sentences. They name the folder, and no object. Pure."""

from __future__ import annotations

import errno
from pathlib import Path

from balado.errors import reason_of
from balado.message import Message, say


def told(error: OSError, path: Path) -> Message:
    """What is wrong with a folder, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("The disk of {path} is full. Free some space, then publish again.", path=path)
    reason = reason_of(error)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("{path} cannot be written: {reason}. Check who owns that folder.", path=path, reason=reason)
    return say("{path} cannot be used: {reason}.", path=path, reason=reason)
