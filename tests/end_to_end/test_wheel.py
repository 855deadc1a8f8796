"""The package as it is released: built, looked into, installed where nothing of this repository is, and used there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from show_builder import NOW, Show

import balado

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "balado"
_SHIPPED = {".py", ".mo", ".md", ".typed", ".html", ".css", ".js", ".sql", ".json", ".txt"}


def ran(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command says on stdout that must end well."""
    run = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**_environment(), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "COVERAGE"))}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    [found] = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel alone; the libraries it needs are those of the tests.

    They come last in the search path, by a `.pth`, whose folders bring no further `.pth` in: no editable Balado.
    """
    folder = tmp_path_factory.mktemp("empty") / "venv"
    has_pip = find_spec("pip") is not None  # ours installs into it: one of its own takes three seconds to make
    venv.create(folder, with_pip=not has_pip)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = programs / "python"
    pip = (sys.executable, "-m", "pip", "--python", python) if has_pip else (python, "-m", "pip")
    ran(*pip, "install", "-q", "--no-deps", "--no-index", "--no-compile", wheel, cwd=folder)
    site = ran(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    libraries = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (Path(site) / "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    return programs


def test_the_wheel_is_the_package_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == f"balado-{balado.__version__}-py3-none-any.whl"
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ours = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".po"
    }
    assert names == ours
    assert {Path(name).suffix for name in names} == _SHIPPED
    assert {"balado/py.typed", "balado/cli/locale/fr/LC_MESSAGES/balado.mo"} <= names
    assert {"balado/manual/en/library.md", "balado/manual/en/changelog.md"} <= names


def test_the_source_distribution_is_what_the_wheel_is_built_from(built: Path) -> None:
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.split("/", 1)[1] for name in opened.getnames()}
    assert {name.split("/")[0] for name in names} == {
        "src", "README.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore", ".ci",
    }  # fmt: skip
    assert {name for name in names if name.startswith(".ci/")} == {".ci/readme_links.py"}, "the build needs it"
    assert not {name for name in names if "__pycache__" in name}
    assert {name for name in names if name.startswith("src/")} == {
        f"src/balado/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.first
def test_an_installed_balado_publishes_a_show_that_is_not_of_this_repository(installed: Path, tmp_path: Path) -> None:
    where = ran(installed / "python", "-c", "import balado; print(balado.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed.parent)
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("first")
    command = installed / "balado"
    ran(command, "publish", "--now", NOW, cwd=show.root)
    mine = show.published()
    assert any(key.endswith(".mp3") for key in mine)
    assert "first" in ran(command, "status", cwd=show.root)
    read = "import balado; print(balado.read_feed('public/feed.xml').feed.items[0].title)"
    assert ran(installed / "python", "-c", read, cwd=show.root).strip() == "About first"


@pytest.mark.first  # beside the one that installed it, in the same process
def test_an_installed_balado_has_its_manual_and_its_french(installed: Path, tmp_path: Path) -> None:
    assert ran(installed / "balado", "--version", cwd=tmp_path).strip() == f"balado, version {balado.__version__}"
    assert "balado.publish" in ran(installed / "balado", "help", "library", cwd=tmp_path)
    french = ran(installed / "balado", "--lang", "fr", "--help", cwd=tmp_path)
    assert french != ran(installed / "balado", "--lang", "en", "--help", cwd=tmp_path)
    assert "règles" in french
