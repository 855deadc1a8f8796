"""The Nu HTML checker reads every kind of page, and the style sheet, in three languages."""

from __future__ import annotations

from page_judges import objections_of_nu
from site_shows import KINDS, SPOKEN, Sites


def test_the_checker_has_nothing_to_say(sites: Sites) -> None:
    places = [sites[language].address(kind) for language in SPOKEN for kind in KINDS]
    french = sites["fr"]
    styles = [french.address(key) for key in french.pages if key.endswith(".css")]
    others = [french.address(key) for key in french.pages if key.startswith(("people/", "seasons/", "embed/gone"))]
    assert len(styles) == 1
    assert objections_of_nu(*dict.fromkeys([*places, *others, *styles])) == []
