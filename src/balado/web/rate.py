"""How fast is fetched, all connections together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Rate:
    """At most so many bytes in a second; None is as fast as it goes. Safe for threads."""

    bytes_a_second: float | None = None
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    _due: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, count: int) -> None:
        """Wait until so many bytes more may have come."""
        if self.bytes_a_second is None:
            return
        with self._lock:
            now = self.clock()
            wait = max(0.0, self._due - now)
            self._due = max(now, self._due) + count / self.bytes_a_second
        if wait > 0:
            self.pause(wait)
