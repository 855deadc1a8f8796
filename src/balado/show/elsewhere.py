"""What of an episode stays at its address on another server, as its author writes it. Nothing is fetched. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from balado.show.formats import media_type_at
from balado.show.values.address import link_address
from balado.show.values.file_path import relative_path
from balado.show.values.forms import Span
from balado.show.values.group import Written
from balado.show.values.podcast import Count, LinkAddress, MediaType

CHAPTERS_TYPE = "application/json+chapters"
"""The type of chapters in JSON (podcast namespace, tag `chapters`)."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class RemoteAudio(Written):
    """A recording on another server: the feed leads there, and nothing of it is published by Balado.

    What is not written is not known. A recording in the episode's folder takes its place.
    """

    url: LinkAddress = Field(description="The address of the recording.")
    length: Count | None = Field(None, description="Its size in bytes.")
    type: MediaType | None = Field(None, description="Its media type, when the end of its address does not tell it.")
    duration: Span | None = Field(None, description="How long it plays: 00:30:00.")

    @property
    def announced_type(self) -> str:
        """Its type: as written, or by the end of its address; empty where neither says it."""
        return self.type or media_type_at(self.url, "").partition(";")[0]

    @property
    def known_length(self) -> int | None:
        """Its size in bytes; None also for the 0 that feeds write in place of one."""
        return self.length or None

    @property
    def known_duration(self) -> timedelta | None:
        """How long it plays; None also for a length of nothing."""
        return self.duration or None


class RemoteChapters(Written):
    """Chapters on another server, which feeds and pages link as they are."""

    url: LinkAddress = Field(description="The address of the chapters.")
    type: MediaType = Field(CHAPTERS_TYPE, description="Their media type.")


def is_address(written: str) -> bool:
    """Whether it is the address of something elsewhere, no path."""
    return _SCHEME.match(written) is not None


def address_in(written: str | None) -> str | None:
    """The address that is written in place of a path; None for a path, and for nothing."""
    return written if written is not None and is_address(written) else None


def _picture_place(value: object) -> str:
    """The path of a picture in the show, or its address elsewhere."""
    return link_address(value) if isinstance(value, str) and is_address(value.strip()) else relative_path(value)


PicturePlace = Annotated[str, PlainValidator(_picture_place), WithJsonSchema({"type": "string", "minLength": 1})]
