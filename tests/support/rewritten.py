"""What modules of tests assert is rewritten by all processes together, where no run has left it beside them.

pytest rewrites each module that it loads and keeps what comes of it: twenty seconds of CPU for all of them. Processes
that begin at the same moment on a machine where nothing is kept would each do all of that, side by side.

The functions of pytest that are used here are private to it. Its version is pinned; `test_rewritten.py` tells whether
what is made here is what another one takes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from _pytest.assertion import rewrite


def rewrite_share(config: pytest.Config) -> None:
    """In one of several processes that run all tests, make ready the part of their modules that falls to it."""
    own: dict[str, str | int] = getattr(config, "workerinput", {})
    if own and not sys.dont_write_bytecode and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        number = int(str(own["workerid"]).removeprefix("gw"))
        for top in config.args:
            modules = sorted(Path(config.rootpath, top).rglob("test_*.py"))
            keep_rewritten(share(modules, number, int(own["workercount"])), config)


def share(modules: Sequence[Path], number: int, count: int) -> Sequence[Path]:
    """Those that fall to the process of this number, of so many, counted from 0."""
    return modules[number::count]


def keep_rewritten(modules: Iterable[Path], config: pytest.Config) -> None:
    """Rewrite those that are not kept as they are now, and keep them where pytest looks for them."""
    for module in modules:
        kept = kept_at(module)
        if rewrite._read_pyc(module, kept) is None:
            digest, code = rewrite._rewrite_test(module, config)
            kept.parent.mkdir(parents=True, exist_ok=True)
            rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, digest, kept)


def kept_at(module: Path) -> Path:
    """Where pytest keeps it."""
    return rewrite.get_cache_dir(module) / (module.stem + rewrite.PYC_TAIL)
