"""What coverage need not look at: tracing Python takes twice as long again as what is traced.

The first examples of a property are traced, the many others repeat them; so do tests marked `untraced`, by hundreds.
What tests judge is the same with coverage and without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest

TRACED_EXAMPLES = 25


class Tracing:
    """Ends the tracing of a test where it would only repeat itself."""

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        with kept_tracer():
            if pyfuncitem.get_closest_marker("untraced"):
                sys.settrace(None)
                return (yield)
            property_ = getattr(pyfuncitem.obj, "hypothesis", None)
            if property_ is None or sys.gettrace() is None:
                return (yield)
            whole = property_.inner_test
            property_.inner_test = traced_at_first(whole)
            try:
                return (yield)
            finally:
                property_.inner_test = whole


@contextmanager
def kept_tracer() -> Generator[None]:
    """Whoever traces this thread does so again afterwards. No other thread is asked: servers go on being traced."""
    tracer = sys.gettrace()
    try:
        yield
    finally:
        if sys.gettrace() is not tracer:
            sys.settrace(tracer)


def traced_at_first(example: Callable[..., Any]) -> Callable[..., Any]:
    """The same, which ends the tracing of this thread when it has been called so many times."""
    count = 0

    @wraps(example)
    def called(*arguments: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count > TRACED_EXAMPLES:
            sys.settrace(None)
        return example(*arguments, **named)

    return called
