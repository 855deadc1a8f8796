"""What a package was made of, and how: a file in it, which says so to people, the next run and the publication."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from balado.source.folder import RECIPE_SUFFIX

MAKER = 1
"""Raise it whenever the same film would be packaged otherwise than before."""


class _OfPackage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class PackagedFilm(_OfPackage):
    """The film that was packaged, by its name beside the package."""

    file: str
    sha256: str


class PackageOrder(_OfPackage):
    """What a package is made of, and after which settings: the same order gives the same package."""

    film: PackagedFilm = Field(alias="from")
    language: str
    maker: int = MAKER


class PackageRecipe(PackageOrder):
    """What was made of what. `made` are its files by name, with their digests; `ffmpeg` is its version."""

    format: Literal[1] = 1
    qualities: tuple[str, ...]
    made: Mapping[str, str]
    seconds: float
    ffmpeg: str

    def fits(self, order: PackageOrder) -> bool:
        """Whether it was made after this order."""
        return (self.film.sha256, self.language, self.maker) == (order.film.sha256, order.language, order.maker)


def recipe_path(folder: Path, name: str) -> Path:
    """Where the recipe of a package lies, whose first playlist has this name."""
    return folder / f"{name}{RECIPE_SUFFIX}"


def read_package_recipe(path: Path) -> PackageRecipe | None:
    """The recipe of a package; None where there is none that can be read."""
    try:
        return PackageRecipe.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def read_order(path: Path) -> PackageOrder | None:
    """The order of a package that is being made; None where there is none that can be read."""
    try:
        return PackageOrder.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
