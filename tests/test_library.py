"""The library: what `balado.__all__` names, as programs use it. The examples of its page in the manual run here."""

from __future__ import annotations

import ast
import inspect
import os
import pickle
import re
import subprocess
import sys
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from show_builder import NOW, Show
from source_trees import tree_of

import balado

PAGES = sorted((Path(balado.__file__).parent / "manual").glob("*/library.md"))
EXAMPLES = [
    pytest.param(code, id=f"{page.parent.name}-{number}")
    for page in PAGES
    for number, code in enumerate(
        re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
]
HEAVY = ("boto3", "botocore", "click", "feedgen", "lxml", "mutagen", "PIL", "pydantic", "rich", "yaml")
NOON = datetime.fromisoformat(NOW)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "my-show")
    made.write_feed()
    made.add("first")
    return made


def fresh(code: str) -> str:
    """What a new interpreter says that runs this."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_importing_it_loads_nothing_heavy_and_few_modules_of_ours() -> None:
    code = (
        "import sys, balado; "
        f"print([name for name in {HEAVY!r} if name in sys.modules], len([n for n in sys.modules if 'balado' in n]))"
    )
    assert fresh(code) == "[] 6"


@pytest.mark.parametrize(
    "first",
    [
        "import balado",
        "from balado.publish.apply import apply; from balado.check.show import check_show",
        "import importlib; importlib.import_module('balado.check.library'); import balado.publish.publish",
        "from balado import Publication, Checked, publish, check",
    ],
)
def test_the_functions_are_not_replaced_by_the_rooms_of_their_names(first: str) -> None:
    later = "from balado.publish import proof; from balado.check import listen"
    assert fresh(f"{first}; import balado; {later}; print(balado.publish.__name__, balado.check.__name__)") == (
        "publish check"
    )


def test_what_is_in_the_rooms_of_these_names_is_imported_from_them() -> None:
    """`import balado.publish.apply as x` would look for it in the function."""
    found = [
        (path.name, alias.name)
        for top in (Path(balado.__file__).parent, Path(__file__).parent)
        for path in top.rglob("*.py")
        if re.search(r"import balado\.(publish|check)", path.read_text("utf-8"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.startswith(("balado.publish", "balado.check"))
    ]
    assert found == []


def test_all_that_is_promised_is_there_and_has_words() -> None:
    assert set(balado.__all__) <= set(dir(balado))
    for name in balado.__all__:
        found = getattr(balado, name)
        is_alias = name in {"Announce", "Profile"}
        assert isinstance(found, type | types.FunctionType) is not is_alias
        assert is_alias or inspect.getdoc(found)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        balado.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_functions_can_be_sent_to_other_processes() -> None:
    for function in (balado.publish, balado.check, balado.read_feed, balado.write_feed):
        assert pickle.loads(pickle.dumps(function)) is function  # noqa: S301 (our own bytes)


def _types_in(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not typing.get_args(annotation):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _types_in(inner)


def _types_of_fields(made: type) -> Iterator[type]:
    hints = typing.get_type_hints(made) if is_dataclass(made) or issubclass(made, BaseModel) else {}
    names = {field.name for field in fields(made)} if is_dataclass(made) else set(getattr(made, "model_fields", ()))
    for name in names & set(hints):
        yield from _types_in(hints[name])


def test_every_type_that_the_promised_ones_are_made_of_is_promised_too() -> None:
    promised = {getattr(balado, name) for name in balado.__all__}
    seen, left = set[type](), [one for one in promised if isinstance(one, type)]
    while left:
        made = left.pop()
        if made not in seen:
            seen.add(made)
            left += _types_of_fields(made)
    assert {one.__name__ for one in seen if one.__module__.startswith("balado") and one not in promised} == set()


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_examples_of_the_manual_run(code: str, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(show.root.parent)
    if "balado.publish" not in code:
        balado.publish("my-show")
    if "dry_run" in code:
        balado.publish("my-show")
    exec(compile(code, "library.md", "exec"), {})  # noqa: S102 (the manual's own)


def test_the_manual_names_every_argument_and_result_of_publish() -> None:
    [page] = [page.read_text("utf-8") for page in PAGES if page.parent.name == "en"]
    names = {*inspect.signature(balado.publish).parameters, *(one.name for one in fields(balado.Publication))} - {
        "show"
    }
    assert {name for name in names if f"`{name}`" not in page} == set()
    errors = {name for name in balado.__all__ if name.endswith("Error")}
    assert {name for name in errors if f"`{name}`" not in page} == set()


def test_it_publishes_what_the_command_publishes_and_says_nothing(
    show: Show, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    done = balado.publish(show.root, now=NOON)
    assert capfd.readouterr() == ("", "")
    assert (done.changed, done.number, done.live, done.is_sound) == (True, 1, ("first",), True)
    assert done.feed_url == "https://pod.example/show/feed.xml"
    assert [str(change) for change in done.changes] == ["first goes live"]
    mine = show.published()
    other = Show(tmp_path / "other")
    other.write_feed()
    other.add("first")
    other.publish()
    assert mine == other.published()


def test_nothing_to_do_changes_nothing(show: Show) -> None:
    balado.publish(show.root)
    before = show.footprint()
    again = balado.publish(show.root)
    assert (again.changed, again.number, again.live, again.changes) == (False, 1, ("first",), ())
    assert show.footprint() == before


def test_a_dry_run_says_what_would_be_and_writes_nothing(show: Show) -> None:
    show.add("second", "2100-01-01 08:00")
    planned = balado.publish(show.root, dry_run=True)
    assert (planned.changed, planned.number, planned.live) == (True, 1, ("first",))
    assert planned.scheduled == {"second": datetime(2100, 1, 1, 7, tzinfo=UTC)}
    assert planned.next_due == datetime(2100, 1, 1, 7, tzinfo=UTC)
    later = balado.publish(show.root, dry_run=True, now=datetime(2100, 1, 2, tzinfo=UTC))
    assert set(later.live) == {"first", "second"}
    assert show.footprint() == {}


def test_a_dry_run_of_a_show_that_is_published_tells_of_the_one_that_is_served(show: Show) -> None:
    balado.publish(show.root)
    planned = balado.publish(show.root, dry_run=True)
    assert (planned.changed, planned.number, planned.live) == (False, 1, ("first",))


def test_an_episode_that_is_held_back_is_told_with_its_faults(show: Show) -> None:
    folder = show.add("second")
    (folder / "talk.mp3").write_bytes(b"no recording")
    done = balado.publish(show.root)
    assert (done.changed, done.live, done.held_back, done.is_sound) == (True, ("first",), ("second",), False)
    assert {fault.slug for fault in done.faults if fault.severity == "error"} == {"second"}


def test_another_place_and_a_cache_are_given_by_name(show: Show, tmp_path: Path) -> None:
    cache = tmp_path / "caches" / "inspections"
    done = balado.publish(show.root, to=tmp_path / "elsewhere", url="https://other.example", cache=cache)
    assert done.feed_url == "https://other.example/feed.xml"
    assert (tmp_path / "elsewhere" / "feed.xml").is_file()
    assert cache.is_file()
    assert show.footprint() == {}


def test_events_are_told_one_at_a_time(show: Show) -> None:
    told: list[balado.Event] = []
    balado.publish(show.root, announce=told.append)
    assert told[0].name == "plan"
    assert sorted(event.fields["kind"] for event in told if event.name == "uploaded") == ["artwork", "audio"]


def test_what_is_refused_is_raised_and_consent_given_by_name(show: Show) -> None:
    show.add("second")
    balado.publish(show.root)
    for path in (show.root / "episodes" / "second").iterdir():
        path.unlink()
    with pytest.raises(balado.RefusedError) as refused:
        balado.publish(show.root)
    assert "guid-of-second" in str(refused.value)
    assert balado.publish(show.root, consent=["guid-of-second"]).live == ("first",)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"now": datetime(2025, 1, 1)}, "no zone"),  # noqa: DTZ001 (that is the fault)
        ({"now": datetime.now(UTC) + timedelta(hours=1)}, "rehearsals"),
        ({"show": "nowhere"}, "not a folder"),
        ({"show": "."}, "feed.yaml"),
    ],
)
def test_a_call_that_cannot_be_carried_out_is_a_usage_error(
    given: dict[str, Any], said: str, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(balado.UsageError, match=said):
        balado.publish(**{"show": show.root, **given})


def test_what_the_author_wrote_wrong_has_its_place(show: Show) -> None:
    show.write_feed(language="klingon")
    with pytest.raises(balado.SourceError) as found:
        balado.publish(show.root)
    [fault] = found.value.faults
    assert (fault.place.path, fault.place.key) == ("feed.yaml", "language")


def test_the_environment_of_the_command_does_not_count(show: Show, tmp_path: Path) -> None:
    """Only what boto3 reads for a store; no cache in the user's folder, no token from a variable."""
    code = f"import balado; balado.publish({str(show.root)!r}); balado.check({str(show.root)!r})"
    home = tmp_path / "empty-home"
    home.mkdir()
    given = {**os.environ, "HOME": str(home), "BALADO_CACHE_DIR": str(home / "cache"), "GITHUB_ACTIONS": "true"}
    run = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr, list(home.iterdir())) == ("", "", [])


def test_check_judges_a_show_a_file_and_a_document(show: Show, capfd: pytest.CaptureFixture[str]) -> None:
    balado.publish(show.root, now=NOON)
    found = balado.check(show.root, now=NOON)
    told = {event["rule"] for event in show.checked(0) if event["event"] == "fault"}
    assert {fault.rule for fault in found.faults} == told
    assert found.skipped == ()
    file = show.root / "public" / "feed.xml"
    by_name, by_bytes = balado.check(str(file), now=NOON), balado.check(file.read_bytes(), now=NOON)
    assert [fault.what for fault in by_name.faults] == [fault.what for fault in by_bytes.faults] != []
    assert {fault.place.path for fault in by_bytes.faults} == {"feed.xml"}
    capfd.readouterr()


def test_check_by_one_platform_asks_for_less(show: Show) -> None:
    assert len(balado.check(show.root, profile="spotify").faults) < len(balado.check(show.root).faults)


@pytest.mark.parametrize(
    ("subject", "profile", "error"),
    [
        ("nowhere.xml", "all", balado.UsageError),
        ("a\0b", "all", balado.UsageError),
        (b"<rss/>", "itunes", balado.UsageError),
        ("http://127.0.0.1:9/feed.xml", "all", balado.RemoteError),
    ],
)
def test_what_cannot_be_checked_is_raised(subject: Any, profile: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        balado.check(subject, profile=profile)


def test_feeds_are_read_from_files_and_documents_and_written_again(show: Show) -> None:
    balado.publish(show.root)
    file = show.root / "public" / "feed.xml"
    read = balado.read_feed(file)
    assert read == balado.read_feed(file.read_bytes()) == balado.read_feed(str(file))
    assert balado.write_feed(read.feed) == file.read_bytes()


def test_what_has_no_place_in_a_feed_is_told() -> None:
    read = balado.read_feed(b"<rss version='2.0'><channel><title>A</title><title>B</title></channel></rss>")
    assert [one.path for one in read.unplaced] == ["/rss/channel/title[2]"]


@pytest.mark.parametrize("source", ["nowhere.xml", b"<html/>", b""])
def test_what_is_no_feed_is_raised(source: str | bytes) -> None:
    with pytest.raises(balado.UsageError if isinstance(source, str) else balado.SourceError):
        balado.read_feed(source)
