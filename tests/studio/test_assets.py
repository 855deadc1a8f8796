"""The files that every page of the studio loads: ours, and what they have in common with the pages of a show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.studio.assets import asset, asset_path


def rules_of(name: str) -> Iterator[tuple[str, str]]:
    found = asset(name)
    assert found is not None
    text = re.sub(r"/\*.*?\*/", "", found[0].decode(), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        yield " ".join(selector.split()), " ".join(body.split())


def test_no_rule_stands_in_two_style_sheets_of_a_page() -> None:
    shared = set(rules_of("page.css"))
    assert len(shared) > 8
    for name in ("studio.css", "forms.css", "sound.css", "transcript.css", "report.css"):
        assert shared & set(rules_of(name)) == set(), name


def test_another_text_has_another_address_and_a_name_that_is_none_has_no_file() -> None:
    assert re.fullmatch(r"/assets/page\.css\?v=[0-9a-f]{12}", asset_path("page.css"))
    assert asset("site.css") is None
    assert asset("../app.py") is None
