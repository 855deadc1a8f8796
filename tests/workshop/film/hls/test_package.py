"""A film is packaged whole or not at all: it goes on after an interruption, and the same film gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from audio_samples import need_program
from films import film
from packaged_films import filmed
from workers import first_of

from balado.errors import MediaError, UsageError
from balado.events import Meter
from balado.workshop.film.hls.package import StreamPackage, package_film

NAMES = {
    "48p-iframes.m3u8", "48p.m3u8", "48p.mp4", "audio.m3u8", "audio.m4a", "film.m3u8", "film.m3u8.recipe.json",
}  # fmt: skip
PACKAGING = """
import sys
from pathlib import Path
from balado.events import Meter
from balado.workshop.film.hls.package import package_film
film = Path(sys.argv[2])
package_film(sys.argv[1], film, film.with_suffix(".hls"), "fr", Meter())
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return film(tmp_path / "film.mp4", seconds=3)


def packaged(given: Path, language: str = "fr", program: str | None = None) -> StreamPackage:
    folder = given.with_suffix(".hls")
    return package_film(program or need_program("ffmpeg"), given, folder, language, Meter())


def bodies(folder: Path) -> Mapping[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_package_holds_its_files_and_what_it_was_made_of(given: Path) -> None:
    made = packaged(given)
    assert made.is_new
    assert {path.name for path in given.parent.iterdir()} == {"film.mp4", "film.hls"}
    own = bodies(made.folder)
    assert own.keys() == NAMES
    recipe = json.loads((made.folder / "film.m3u8.recipe.json").read_text("utf-8"))
    assert recipe["from"] == {"file": "film.mp4", "sha256": hashlib.sha256(given.read_bytes()).hexdigest()}
    assert recipe["made"] == {name: own[name] for name in NAMES - {"film.m3u8.recipe.json"}}
    assert (recipe["qualities"], recipe["seconds"], recipe["language"]) == (["48p"], 3.0, "fr")
    assert recipe["ffmpeg"] != "unknown"


def test_a_second_run_does_nothing_and_the_same_film_gives_the_same_bytes(given: Path) -> None:
    first = bodies(packaged(given).folder)
    again = packaged(given, program="/no/such/program")
    assert (again.is_new, bodies(again.folder)) == (False, first)
    other = given.parent / "elsewhere" / "film.mp4"
    other.parent.mkdir()
    other.write_bytes(given.read_bytes())
    assert bodies(packaged(other).folder) == first


def test_another_film_or_another_language_is_packaged_anew(given: Path) -> None:
    first = bodies(packaged(given).folder)
    assert packaged(given, "en").is_new
    assert 'LANGUAGE="en"' in (given.with_suffix(".hls") / "film.m3u8").read_text("utf-8")
    film(given, seconds=2)
    made = packaged(given)
    assert made.is_new
    assert made.recipe.seconds == 2.0
    assert bodies(made.folder)["48p.mp4"] != first["48p.mp4"]
    assert {path.name for path in given.parent.iterdir()} == {"film.mp4", "film.hls"}


def test_a_package_of_which_a_file_is_gone_is_made_whole(given: Path) -> None:
    first = packaged(given)
    before = bodies(first.folder)
    (first.folder / "audio.m4a").unlink()
    assert packaged(given).is_new
    assert bodies(first.folder) == before


def test_a_folder_of_somebody_else_stays(given: Path) -> None:
    own = given.with_suffix(".hls")
    own.mkdir()
    (own / "film.m3u8").write_text("#EXTM3U\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Balado did not make it"):
        packaged(given)
    assert (own / "film.m3u8").read_text("utf-8") == "#EXTM3U\n"


def test_a_film_that_breaks_off_leaves_no_package(given: Path) -> None:
    given.write_bytes(b"no film")
    with pytest.raises(MediaError):
        packaged(given)
    assert not given.with_suffix(".hls").exists()


def test_what_was_finished_is_not_made_again(given: Path) -> None:
    before = bodies(packaged(given).folder)
    work = given.with_name(".film.hls.part")
    given.with_suffix(".hls").rename(work)
    recipe = json.loads((work / "film.m3u8.recipe.json").read_text("utf-8"))
    order = {name: recipe[name] for name in ("from", "language", "maker")}
    (work / "order.json").write_text(json.dumps(order), encoding="utf-8")
    (work / "audio.m4a").unlink()
    (work / "48p.mp4.part").write_bytes(b"half of it")
    kept = (work / "48p.mp4").stat().st_mtime_ns
    made = packaged(given)
    assert bodies(made.folder) == before
    assert (made.folder / "48p.mp4").stat().st_mtime_ns == kept


@pytest.mark.parametrize(
    "killed",
    first_of([("48p.mp4.part", signal.SIGKILL), ("48p.mp4.part", signal.SIGINT), ("audio.m4a.part", signal.SIGKILL),
              ("film.m3u8", signal.SIGKILL)], 1),
)  # fmt: skip
def test_whoever_kills_it_finds_no_half_package_and_goes_on(given: Path, killed: tuple[str, signal.Signals]) -> None:
    moment, how = killed
    filmed(given, seconds=20, size="64x48")
    command = [sys.executable, "-c", PACKAGING, need_program("ffmpeg"), str(given)]
    started = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    work = given.with_name(".film.hls.part")
    while not (work / moment).exists() and started.poll() is None:
        time.sleep(0.001)
    started.send_signal(how)
    started.wait()
    whole = given.with_suffix(".hls")
    assert not whole.exists() or bodies(whole).keys() == NAMES  # it was faster
    assert packaged(given).recipe.seconds == 20.0
    assert bodies(whole).keys() == NAMES
    assert {path.name for path in given.parent.iterdir()} == {"film.mp4", "film.hls"}
