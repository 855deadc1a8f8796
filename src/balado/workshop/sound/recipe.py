"""What a recording was made of, and how: a file beside it, which says so to people and to the next run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from balado.message import Message, say
from balado.source.folder import RECIPE_SUFFIX


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class GivenFile(_Kept):
    """A recording that was given, by its name alone: where it lies is nobody's business."""

    file: str
    sha256: str


class MadeFile(_Kept):
    """The recording that was made, as it was heard when it was decoded: LUFS, dBTP, seconds."""

    file: str
    sha256: str
    loudness: float
    true_peak: float
    duration: float
    channels: int
    mode: Literal["linear", "limited"]

    @property
    def length(self) -> timedelta:
        """How long it plays."""
        return timedelta(seconds=self.duration)


class Making(_Kept):
    """What a recording is made of, and after which settings. `around` are what comes before and after it."""

    given: tuple[GivenFile, ...] = Field(alias="from")
    around: Mapping[str, GivenFile] = Field(default_factory=dict)
    settings: Mapping[str, object]

    def differences(self, wanted: Making) -> Iterator[Message]:
        """Why a recording that was made so would be made anew."""
        if self.given != wanted.given:
            yield say("what it was made of is no longer the same")
        if self.around != wanted.around:
            yield say("what comes before or after it is no longer the same")
        names = [name for name, value in wanted.settings.items() if self.settings.get(name) != value]
        if names:
            yield say("the settings are others ({names})", names=", ".join(names))


class MovedFile(_Kept):
    """A text whose times were moved with the recording: by its path from there, and by its digest before."""

    file: str
    kind: Literal["chapters", "transcript", "episode"]
    before: str


class SoundRecipe(Making):
    """What was made of what, and how. `begins` is the second at which what was given begins in it; negative: cut.

    The times in the texts of the episode count from the beginning of this recording. `moved` are those that had to
    become `moved_by` seconds later for that.
    """

    format: Literal[1] = 1
    made: MadeFile
    begins: float = 0.0
    moved_by: float = 0.0
    moved: tuple[MovedFile, ...] = ()
    ffmpeg: str
    encoder: str
    filter: str


def recipe_path(made: Path) -> Path:
    """Where the recipe of a recording lies."""
    return made.with_name(f"{made.name}{RECIPE_SUFFIX}")


def read_recipe(made: Path) -> SoundRecipe | None:
    """The recipe of a recording; None where there is none that can be read."""
    return _read(recipe_path(made))


def _read(path: Path) -> SoundRecipe | None:
    try:
        return SoundRecipe.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _aside(made: Path) -> Path:
    path = recipe_path(made)
    return path.with_name(f".{path.name}.part")


def put_with_recipe(aside: Path, made: Path, recipe: SoundRecipe) -> None:
    """Give a recording its name, and its recipe beside it. Raises OSError.

    Whatever interrupts that, the recipe is there before the recording is: `finished_recipe` puts it in its place.
    """
    _write(_aside(made), recipe)
    aside.replace(made)
    _aside(made).replace(recipe_path(made))


def _write(path: Path, recipe: SoundRecipe) -> None:
    exclude = None if recipe.moved else {"moved", "moved_by"}
    path.write_text(
        f"{recipe.model_dump_json(by_alias=True, exclude=exclude, indent=2)}\n", encoding="utf-8", newline="\n"
    )


def finished_recipe(made: Path, sha256: str) -> SoundRecipe | None:
    """The recipe of the recording of this digest that is there; None where it was made otherwise. Raises OSError.

    One that was written for it when its making was interrupted gets its name now.
    """
    for path in (recipe_path(made), _aside(made)):
        recipe = _read(path)
        if recipe is not None and recipe.made.sha256 == sha256:
            if path == _aside(made):
                path.replace(recipe_path(made))
            return recipe
    return None
