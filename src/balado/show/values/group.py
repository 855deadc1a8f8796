"""The ground of every group of keys that an author writes. Pure."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """What an author wrote: frozen, and nothing in it that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
