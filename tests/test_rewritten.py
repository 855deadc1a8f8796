"""Modules of tests are rewritten once for all processes of a run, each a part, and pytest takes what comes of it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rewritten
from _pytest.assertion import rewrite
from _pytest.pathlib import import_path
from rewritten import keep_rewritten, rewrite_share, share


class RewrittenError(Exception):
    """A module was rewritten that need not be."""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    made = tmp_path / "test_of_nothing_else.py"
    made.write_text("def test_a():\n    assert [1] == [2]\n", encoding="utf-8")
    return made


def refuse(*_: object) -> None:
    raise RewrittenError


def test_what_is_kept_is_what_pytest_takes(
    module: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_rewritten([module], pytestconfig)
    monkeypatch.setattr(rewrite, "_rewrite_test", refuse)
    loaded: Any = import_path(module, mode="importlib", root=module.parent, consider_namespace_packages=False)
    sys.modules.pop(loaded.__name__)
    with pytest.raises(AssertionError, match="At index 0 diff: 1 != 2"):
        loaded.test_a()


def test_it_is_rewritten_again_where_it_was_changed_alone(
    module: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_rewritten([module], pytestconfig)
    monkeypatch.setattr(rewrite, "_rewrite_test", refuse)
    keep_rewritten([module], pytestconfig)
    module.write_text("def test_b():\n    assert 1 == 2\n", encoding="utf-8")
    with pytest.raises(RewrittenError):
        keep_rewritten([module], pytestconfig)


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_each_module_falls_to_one_process(count: int) -> None:
    modules = [Path(f"test_{number}.py") for number in range(20)]
    shares = [share(modules, number, count) for number in range(count)]
    assert sorted(module for one in shares for module in one) == sorted(modules)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def modules_kept(config: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Those of four that are rewritten in a process with this configuration."""
    for name in ("test_a.py", "test_b.py", "test_c.py", "test_d.py", "conftest.py"):
        (folder / name).touch()
    kept: list[str] = []
    monkeypatch.setattr(rewritten, "keep_rewritten", lambda modules, _: kept.extend(one.name for one in modules))
    asked: Any = SimpleNamespace(args=["."], rootpath=folder, **config)
    rewrite_share(asked)
    return kept


WHOLE = {"args_source": pytest.Config.ArgsSource.TESTPATHS}
SECOND_OF_TWO = {"workerinput": {"workerid": "gw1", "workercount": 2}}


def test_one_of_several_processes_that_run_all_tests_has_its_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert modules_kept({**WHOLE, **SECOND_OF_TWO}, tmp_path, monkeypatch) == ["test_b.py", "test_d.py"]
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert modules_kept({**WHOLE, **SECOND_OF_TWO}, tmp_path, monkeypatch) == []


@pytest.mark.parametrize("config", [WHOLE, {"args_source": pytest.Config.ArgsSource.ARGS, **SECOND_OF_TWO}])
def test_a_process_alone_or_a_part_of_the_tests_rewrites_nothing_ahead(
    config: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert modules_kept(config, tmp_path, monkeypatch) == []
