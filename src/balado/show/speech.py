"""What is said in a show: the words that a machine must know to write it down. Pure."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from balado.show.values.forms import ShortText
from balado.show.values.group import Written


class SpokenWord(Written):
    """A word or a name that machines get wrong. Written as the word alone, or with what they hear in its place."""

    word: ShortText = Field(description="How it is written: SIRCOM.")
    heard: tuple[ShortText, ...] = Field((), description="What machines write in its place: sir com.")

    @model_validator(mode="before")
    @classmethod
    def _word_alone(cls, value: Any) -> Any:
        return {"word": value} if isinstance(value, str) else value
