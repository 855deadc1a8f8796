"""A path is sent as another machine finds it, which may lack the folder that `..` leads out of."""

from __future__ import annotations

from pathlib import Path

import pytest

from balado.store.whole_path import whole_path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside `logs`, which is the current one."""
    top = tmp_path.resolve()
    for name in ("logs", "show", "far/show", "far/logs"):
        (top / name).mkdir(parents=True)
    (top / "link").symlink_to(top / "far" / "show")
    monkeypatch.chdir(top / "show")
    return top


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (".", "show"),
        ("a.log", "show/a.log"),
        ("../logs", "logs"),
        ("../logs/a/b.log", "logs/a/b.log"),
        ("../show/../logs/gone.log", "logs/gone.log"),
        ("../nowhere/../logs", "logs"),
        ("../link/a", "link/a"),
        ("../link/../logs", "far/logs"),
    ],
)
def test_dots_are_gone_and_a_link_is_followed_only_where_they_lead_out_of_it(given: str, sent: str, here: Path) -> None:
    assert whole_path(Path(given)) == here / sent
    assert whole_path(here / sent) == here / sent
