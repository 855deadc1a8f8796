"""The Nu HTML checker reads every kind of page (in three languages by CI), the style sheet, and the sample show."""

from __future__ import annotations

from depth import depth
from page_judges import objections_of_nu
from site_server import SiteServer
from site_shows import KINDS, SPOKEN, PublishedFolder, Sites

PAGE = """<!DOCTYPE html><html lang=en><title>A page</title>
<meta http-equiv=Content-Security-Policy content="img-src 'self'"><h1>A page</h1>{}</html>"""
WRONG = {
    "nested.html": PAGE.format("<p><div>x</div></p>"),
    "warned.html": PAGE.format("<section><p>no heading</p></section>"),
    "script.html": PAGE.format("<p>x</p>")
    .replace("img-src", "script-src")
    .replace("</html>", "<script>1</script></html>"),
    "forbidden.html": PAGE.format("<img alt='' src='https://other.example/x.png'>"),
    "style.css": "p { colour: red }",
}
"""What the checker must find, or its silence says nothing: two errors and three warnings."""


def test_the_checker_has_nothing_to_say(sites: Sites, sample: PublishedFolder, server: SiteServer) -> None:
    french = sites["fr"]
    places = [sites[language].address(kind) for language in list(SPOKEN)[: depth(usual=1, ci=3)] for kind in KINDS]
    pages = [key for key, (body, _) in sample.files.items() if key.endswith(".html") and body]
    places += [f"{sample.url}/{key}" for key in pages if not key.startswith("transcripts/")]  # those are for players
    styles = [french.address(key) for key in french.pages if key.endswith(".css")]
    others = [french.address(key) for key in french.pages if key.startswith(("people/", "seasons/", "embed/gone"))]
    assert len(styles) == 1
    wrong = [
        server.put(f"/wrong/{name}", text, f"text/{name.partition('.')[2]}; charset=utf-8")
        for name, text in WRONG.items()
    ]
    told = objections_of_nu(*dict.fromkeys([*places, *others, *styles, *wrong]))
    assert {one.partition(":")[0] for one in told if one.startswith("wrong/")} == {f"wrong/{name}" for name in WRONG}
    assert [one for one in told if not one.startswith("wrong/")] == []
