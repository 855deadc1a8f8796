"""What people do in a show, as authors write it: the taxonomy's roles, or French words for them. Pure."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from balado.message import say
from balado.show.values.forms import short_text
from balado.show.values.plain import meant, wrong
from balado.show.vocabulary import PERSON_ROLES, ROLE_WORDS

_ROLES = {**ROLE_WORDS, **{role: role for role in PERSON_ROLES}}


class WrittenRole(str):
    """A role of the taxonomy, and the word by which the author said it: `ouverture` is a guest to apps."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, role: str, written: str) -> WrittenRole:
        """The role, equal to its text alone."""
        made = super().__new__(cls, role)
        made.written = written
        return made


def person_role(value: object) -> str:
    """A role of the podcast namespace's taxonomy, in lower case; French words (`modératrice`) become theirs."""
    if isinstance(value, WrittenRole):  # of a person of the directory, who is read once more where they take part
        return value
    written = short_text(value)
    word = unicodedata.normalize("NFC", written).lower()  # macOS writes an accent as a letter of its own
    if word not in _ROLES:
        roles = say("Write one of the known roles, for example host, guest, narrator, producer, editor, translator.")
        raise wrong(say("“{text}” is not a role that podcast apps know.", text=written), meant(word, _ROLES, roles))
    role = _ROLES[word]
    return role if role == word else WrittenRole(role, word)


PersonRole = Annotated[
    str, PlainValidator(person_role), WithJsonSchema({"type": "string", "enum": [*PERSON_ROLES, *ROLE_WORDS]})
]
