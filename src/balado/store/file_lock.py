"""A lock on a file that ends with the process that holds it, however that ends."""

from __future__ import annotations

import errno
import os
import sys

_LOCKED_AT = 1 << 30
"""Windows locks a stretch of a file against readers too: one that lies behind everything."""
_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
"""What file systems answer that know no locks (some network shares, FUSE)."""


def lock(descriptor: int) -> bool:
    """Take the lock of an open file; False where another process has it. Raises OSError."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def knows_no_locks(error: OSError) -> bool:
    """Whether it is the file system that has none."""
    return error.errno in _NO_LOCKS
