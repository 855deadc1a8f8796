"""What a form, or a group of keys, objects to what an author wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from balado.show.values.plain import objection, objection_in


def objection_to(form: Callable[[object], Any], written: object) -> tuple[str, str]:
    """What is wrong with it, and what to write instead."""
    with pytest.raises(PydanticCustomError) as raised:
        form(written)
    what, remedy = objection(raised.value)
    return str(what), str(remedy)


def objections(model: type[BaseModel], **written: Any) -> dict[str, tuple[str, str]]:
    """What is wrong with a group of keys, by the key; `` for the group as a whole."""
    with pytest.raises(ValidationError) as raised:
        model(**written)
    return {".".join(map(str, error["loc"])): _told(error) for error in raised.value.errors()}


def _told(error: ErrorDetails) -> tuple[str, str]:
    if error["type"] != "written":
        return error["type"], ""
    what, remedy = objection_in(error["ctx"])
    return str(what), str(remedy)
