"""The README is short, and says what is true; the tables of the manual are those of the code."""

from __future__ import annotations

import json

import pytest
from manual_pages import MANUAL, PAGES, ROOT, with_table

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_tables_have_not_drifted(language: str, name: str) -> None:
    page = (MANUAL / language / f"{name}.md").read_text(encoding="utf-8")
    assert page == with_table(page, name, language), "run: python tests/support/manual_pages.py"


def test_the_readme_is_short() -> None:
    assert len(TEXT.splitlines()) <= 250


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(line for line in TEXT.splitlines() if line.endswith("pytest") and line.startswith("python3"))
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_top_level_is_what_the_design_allows() -> None:
    allowed = {"pyproject.toml", "episodes", "src", "tests", "feed.yaml", "README.md", "LICENSE"}
    made_here = {"public", "build", "dist", "htmlcov", "node_modules"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made_here <= allowed


@pytest.mark.parametrize("name", ["show", "episode"])
def test_the_schemas_that_editors_find_have_not_drifted(name: str) -> None:
    from balado.source.schema import episode_schema, show_schema

    file = {"show": "feed", "episode": "episode"}[name]
    made = {"show": show_schema, "episode": episode_schema}[name]()
    committed = json.loads((ROOT / ".schema" / f"{file}.schema.json").read_text(encoding="utf-8"))
    assert committed == made, f"run: balado schema {name} > .schema/{file}.schema.json"
