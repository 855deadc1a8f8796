"""Colours that are asked for: what has them, what never does, and that they say nothing by themselves."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from show_builder import NOW, Show

from balado.cli import main as cli

CODES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published show with something new, changed, gone, faulty and doubtful in it."""
    show = Show(tmp_path_factory.mktemp("colours") / "show")
    show.write_feed()
    for slug in ("01-a", "02-b"):
        show.add(slug)
    show.publish()
    for slug, old, new in (
        ("01-a", "---\nNotes", "withdrawn: true\n---\nNotes"),
        ("02-b", "About 02-b", "Yet another"),
    ):
        text = show.root / "episodes" / slug / "episode.md"
        text.write_text(text.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    show.add("03-c")
    show.add("04-d", explicit="perhaps")
    return show.root


@pytest.fixture
def said(changed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str, **environment: str) -> tuple[str, str]:
        monkeypatch.chdir(changed)
        for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with contextlib.suppress(SystemExit):
            cli.main([*arguments, "--now", NOW])
        out, err = capsys.readouterr()
        return out, err

    return run


@pytest.mark.parametrize("verb", [("status",), ("check",), ("diff",), ("publish", "--dry-run")])
def test_in_colours_a_verb_says_the_same_as_without(said, verb: tuple[str, ...]) -> None:
    plain, coloured = said(*verb), said(*verb, FORCE_COLOR="1")
    assert "\x1b" not in "".join(plain)
    assert all(CODES.search(text) for text, bare in zip(coloured, plain, strict=True) if bare)
    assert tuple(CODES.sub("", text) for text in coloured) == plain
    assert said(*verb, FORCE_COLOR="1", NO_COLOR="1") == plain


FORMATS = [("check", form) for form in ("json", "sarif", "github", "gitlab", "junit")]
FORMATS += [("diff", "json"), ("diff", "markdown"), ("status", "json"), ("publish", "json")]


@pytest.mark.parametrize(("verb", "form"), FORMATS)
def test_what_machines_read_has_no_colours_whoever_asks_for_them(said, verb: str, form: str) -> None:
    rehearsal = ("--dry-run",) if verb == "publish" else ()
    out, err = said(verb, "--format", form, *rehearsal, FORCE_COLOR="1")
    assert out
    assert "\x1b" not in out
    assert form != "json" or "\x1b" not in err


def test_a_difference_is_told_by_signs_too(said) -> None:
    out, _ = said("diff", FORCE_COLOR="1")
    assert "\x1b[32m+ 03-c “About 03-c” goes live\x1b[m" in out
    assert "\x1b[31m- No longer in the feed: About 01-a\x1b[m" in out
    assert "\x1b[33m~ Changed: Yet another\x1b[m\n    title: \x1b[31mAbout 02-b\x1b[m → \x1b[32mYet another" in out


def test_states_and_severities_have_words_and_colours(said) -> None:
    out, err = said("status", FORCE_COLOR="1")
    assert "03-c “About 03-c”  \x1b[33mdue: goes live with the next publish\x1b[m" in out
    assert "04-d “About 04-d”  \x1b[1;31mheld back\x1b[m" in out
    assert re.search(r"\x1b\[1mepisodes/04-d/episode.md:\d+ \(explicit\)\x1b\[m: \x1b\[1;31merror\x1b\[m: ", err)
    assert re.search(r"\n    \x1b\[36m[^\x1b\n]+\x1b\[m\n", err), "the remedy"
