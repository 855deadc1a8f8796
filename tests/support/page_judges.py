"""Who judges pages besides the browser: axe-core what it can of accessibility, the Nu checker HTML and CSS."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from chromium import headless_chromium
from npm_packages import npm_folder
from playwright.sync_api import Page
from programs import need_program

AXE = "axe-core@4.14.1"
NU = "vnu-jar@26.9.27"
LIGHTHOUSE = "lighthouse@12.2.3"
_OF_THIS_MACHINE = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
GROUND = ("color-contrast", "link-in-text-block")
"""The rules of axe-core whose answer is another one in the dark, and the same in every language: half of its time."""
_FURTHER = {"target-size": {"enabled": True}}


@cache
def _axe_script() -> str:
    return (npm_folder(AXE) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, rules: Sequence[str] = (), *, without: Sequence[str] = ()) -> list[str]:
    """What axe-core finds wrong on the page as it stands, best practices included: rule and place.

    With `rules`, it is asked for these alone; `without` some, for all others.
    """
    others = {"resultTypes": ["violations"], "rules": {**_FURTHER, **{name: {"enabled": False} for name in without}}}
    asked = {"resultTypes": ["violations"], "runOnly": list(rules)} if rules else others
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_script())
    # all else that it says of a page would be handed over too: a fifth of the time
    found = page.evaluate("asked => axe.run(document, asked).then(found => found.violations)", asked)
    return [f"{one['id']}: {_places(one)}" for one in found]


def violations_in_both(page: Page) -> list[str]:
    """What it finds in the light, and what of it another ground can change in the dark."""
    page.emulate_media(color_scheme="light")
    found = [f"light: {one}" for one in violations(page)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {one}" for one in violations(page, GROUND)]


def _places(violation: Mapping[str, Any]) -> str:
    return ", ".join(f"{node['target']} {node['failureSummary']}" for node in violation["nodes"])


def objections_of_nu(*places: str | Path) -> list[str]:
    """What the Nu HTML checker has to say, warnings included, of pages by their address, and of files or folders.

    A page is asked for where it is served: of a file it would say that its policy forbids all that it names.
    """
    jar = npm_folder(NU) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ("--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always")
    command = [
        need_program("java"),
        "-Xss2m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",  # it is done before more threads than one have begun
        _OF_THIS_MACHINE,
        "-jar",
        str(jar),
        *options,
        *map(str, places),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", timeout=120)
    return [_told(message) for message in json.loads(run.stdout)["messages"] if not _of_data_block(message)]


def _of_data_block(message: Mapping[str, Any]) -> bool:
    """The checker takes JSON-LD for a script that the policy forbids; browsers take it for data and never ask.

    https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element returns for such a type before
    it looks at the policy; that Chromium complains of none is held wherever it opens a page.
    """
    inline = message["message"].startswith("Inline script violates Content Security Policy")
    return inline and '<script type="application/ld+json">' in message.get("extract", "")


def _told(message: Mapping[str, Any]) -> str:
    place = f"{'/'.join(Path(message.get('url', '')).parts[-2:])}:{message.get('lastLine', '')}"
    return f"{place} {message.get('subType') or message['type']}: {message['message']} {message.get('extract', '')!r}"


def lighthouse_reports(categories: Sequence[str], *addresses: str) -> list[dict[str, Any]]:
    """What Lighthouse reports of each page, as its JSON has it: `categories`, `audits`, and an `error` or null."""
    program = [need_program("node"), str(Path(__file__).with_name("run_lighthouse.mjs"))]
    modules = str(npm_folder(LIGHTHOUSE) / "node_modules")
    command = [*program, modules, headless_chromium(), ",".join(categories), *addresses]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", timeout=300)
    return [json.loads(line) for line in run.stdout.splitlines()]


def lost_points(categories: Sequence[str], *addresses: str) -> dict[str, list[str]]:
    """For each page where Lighthouse gives less than 100 in one of its categories: which, and what costs points."""
    reports = dict(zip(addresses, lighthouse_reports(categories, *addresses), strict=True))
    assert all(set(report["categories"]) == set(categories) for report in reports.values()), "a category is missing"
    return {address: told for address, report in reports.items() if (told := list(_lost(report)))}


def _lost(report: Mapping[str, Any]) -> Iterator[str]:
    if report["error"]:
        yield str(report["error"])
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if category["score"] != 1 and reference["weight"] and (audit["score"] or 0) < 1:
                yield f"{category['id']} {category['score']}: {audit['title']} {audit.get('displayValue', '')}"
