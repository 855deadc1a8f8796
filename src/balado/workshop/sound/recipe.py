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


class SoundRecipe(Making):
    """What was made of what, and how. `begins` is the second at which what was given begins in it; negative: cut."""

    format: Literal[1] = 1
    made: MadeFile
    begins: float = 0.0
    ffmpeg: str
    encoder: str
    filter: str


def recipe_path(made: Path) -> Path:
    """Where the recipe of a recording lies."""
    return made.with_name(f"{made.name}{RECIPE_SUFFIX}")


def read_recipe(made: Path) -> SoundRecipe | None:
    """The recipe of a recording; None where there is none that can be read."""
    try:
        return SoundRecipe.model_validate_json(recipe_path(made).read_bytes())
    except (OSError, ValidationError):
        return None


def write_recipe(made: Path, recipe: SoundRecipe) -> None:
    """Write it beside the recording, as a whole. Raises OSError."""
    path = recipe_path(made)
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(f"{recipe.model_dump_json(by_alias=True, indent=2)}\n", encoding="utf-8", newline="\n")
    aside.replace(path)
