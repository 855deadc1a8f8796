"""Who judges pages besides the browser: axe-core what it can of accessibility, the Nu checker HTML and CSS."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from npm_packages import npm_folder
from playwright.sync_api import Page
from programs import need_program

AXE = "axe-core@4.14.1"
NU = "vnu-jar@26.9.27"
LIGHTHOUSE = "lighthouse@12.2.3"
_OF_THIS_MACHINE = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
_ASKED = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"


@cache
def _axe_script() -> str:
    return (npm_folder(AXE) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page as it stands, best practices included: rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_script())
    found = page.evaluate(f"axe.run(document, {_ASKED})")["violations"]
    return [f"{one['id']}: {_places(one)}" for one in found]


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
        _OF_THIS_MACHINE,
        "-jar",
        str(jar),
        *options,
        *map(str, places),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", timeout=120)
    return [_told(message) for message in json.loads(run.stdout)["messages"]]


def _told(message: Mapping[str, Any]) -> str:
    place = f"{'/'.join(Path(message.get('url', '')).parts[-2:])}:{message.get('lastLine', '')}"
    return f"{place} {message.get('subType') or message['type']}: {message['message']} {message.get('extract', '')!r}"
