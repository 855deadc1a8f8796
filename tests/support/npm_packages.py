"""Packages of npm that judge what is published: one version each, installed once on this machine."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from programs import lacking, need_program


def npm_folder(package: str) -> Path:
    """The folder with the `node_modules` of a package, which is named with its version: whole or not there at all."""
    folder = Path(tempfile.gettempdir()) / f"balado-npm-{package.replace('@', '-')}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(prefix="balado-npm-") as building:
            _install(package, Path(building))
            with suppress(OSError):  # another run was faster
                (Path(building) / "installed").rename(folder)
    return folder


def _install(package: str, building: Path) -> None:
    options = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    places = ("--cache", str(building / "cache"), "--prefix", str(building / "installed"))
    command = [need_program("npm"), "install", *options, *places, package]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if run.returncode != 0:
        lacking(f"{package} ({run.stderr.strip().partition(chr(10))[0]})")
