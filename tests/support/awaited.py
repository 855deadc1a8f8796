"""What is awaited by a test that is no coroutine itself."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def awaited(what: Coroutine[object, object, T]) -> T:
    """Its result, from a thread of its own: where a browser is driven, the thread of the tests has a running loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, what).result()
