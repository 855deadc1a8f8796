"""Values of somebody else's feed in the forms that an author may write.

What has one right form is put right, what is too long is cut, and what no form lets pass is left out; each is told.
Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import cache
from typing import Annotated, Any
from urllib.parse import urljoin

from pydantic import TypeAdapter, ValidationError

from balado.message import Message, say
from balado.show.model import Episode, Show
from balado.show.values.address import encoded
from balado.show.values.forms import language_meant
from balado.show.values.html_names import without_tags
from balado.show.values.plain import instead_in, objection_in
from balado.source.decode import fit as fit_characters
from balado.source.keys.written import as_read

_LIMITS = (4000, 255, 128, 32)
_MOST_PASSES = 12
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_.].*)?")
_WITHOUT_SCHEME = re.compile(r"//[^/]|www\.", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LIKE_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/")
_CONTEXT = {"zone": UTC}
_INDEX = re.compile(r"(?<=\.)\d+(?=\.|$)")

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A value that was written otherwise than the feed has it (`new`), or left out (None). `key` is dotted."""

    key: str
    what: Message
    old: str
    new: str | None = None

    @property
    def kind(self) -> tuple[str, str, bool]:
        """What it has in common with others of its kind."""
        return _INDEX.sub("*", self.key), self.what.template, self.new is None


@dataclass(slots=True)
class Fitter:
    """Fits the values of one file, and remembers what it had to change. `model` is what reads that file."""

    model: type[Show | Episode]
    adjustments: list[Adjustment] = field(default_factory=list)

    def fit(self, key: str, value: Any, written: str = "") -> Any:
        """The value under a key as the model takes it; None where nothing of it can be kept.

        `written` is what the author calls that key, where the model has another name for it.
        """
        before = len(self.adjustments)
        found = self._fitted(key, value)
        if written and written != key:
            renamed = (replace(one, key=written + one.key.removeprefix(key)) for one in self.adjustments[before:])
            self.adjustments[before:] = renamed
        return found

    def _fitted(self, key: str, value: Any) -> Any:
        if not value and not isinstance(value, bool | int):
            return None
        value = visible(value)
        if not value and not isinstance(value, bool | int):
            return None
        if _errors(self.model, key, value) == []:
            return value
        if isinstance(value, list):
            found = [self._fit(key, [one], index) for index, one in enumerate(value)]
            return [one for kept in found if kept for one in kept] or None
        if isinstance(value, dict) and _is_mapping(self.model, key):
            return {name: one for entry in value.items() for name, one in (self._fit(key, dict([entry])) or {}).items()}
        return self._fit(key, value)

    def picture(self, address: str | None, base: str) -> str | None:
        """The address of a picture, which must not be taken for a file of the show; None where it is none."""
        found = absolute(address, base)
        if not found or "://" in found:
            return found
        self.note("artwork", say("“{text}” is not a full web address.", text=found), found)
        return None

    def read(self, key: str, value: Any) -> Any:
        """The same as whoever reads the file gets it."""
        found = self.fit(key, value)
        return None if found is None else _adapter(self.model, key).validate_python(found, context=_CONTEXT)

    def note(self, key: str, what: Message, old: str, new: str | None = None) -> None:
        """Tell of a value that was changed before it was fitted."""
        self.adjustments.append(Adjustment(key, what, old, new))

    def _fit(self, key: str, value: Any, index: int | None = None) -> Any:
        """The same of one value, of one item or of one entry; `index` is where the item stands."""
        for _ in range(_MOST_PASSES):
            errors = _errors(self.model, key, value)
            if not errors:
                return value
            path: Path = tuple(part for part in errors[0]["loc"] if part != "[key]")
            value, told = self._mended(key, value, path, errors[0])
            shown = (index, *path[1:]) if index is not None else path
            self.note(".".join(map(str, (key, *shown))), *told)
            if value in (None, [], {}):
                return None
        return None

    def _mended(self, key: str, value: Any, path: Path, error: Any) -> tuple[Any, tuple[Message, str, str | None]]:
        """The value with what an error is about put right or taken out, and what was done."""
        found = _at(value, path)
        what = _objection(error)
        if isinstance(found, str):
            for candidate in _candidates(found, error, str(path[-1]) if path else key):
                tried = _with(value, path, candidate)
                if candidate != found and not any(_is_at(one, path) for one in _errors(self.model, key, tried)):
                    return tried, (what, found, candidate)
        if error["type"] == "missing":
            path = path[:-1]
        return _without(value, path), (what, found if isinstance(found, str) else "", None)


def visible(value: Any) -> Any:
    """The same with blanks for characters that nobody sees and no feed carries."""
    if isinstance(value, str):
        return fit_characters(value).strip()
    if isinstance(value, dict):
        return {name: visible(one) for name, one in value.items()}
    return [visible(one) for one in value] if isinstance(value, list) else value


def _is_at(error: Any, path: Path) -> bool:
    return tuple(part for part in error["loc"] if part != "[key]") == path


@cache
def _adapter(model: type[Show | Episode], key: str) -> TypeAdapter[Any]:
    known = model.model_fields[key]
    annotation: Any = known.annotation
    return TypeAdapter(Annotated[annotation, *known.metadata] if known.metadata else annotation)


def _is_mapping(model: type[Show | Episode], key: str) -> bool:
    return getattr(model.model_fields[key].annotation, "__origin__", None) is Mapping


def _errors(model: type[Show | Episode], key: str, value: Any) -> list[Any]:
    try:
        _adapter(model, key).validate_python(as_read(value), context=_CONTEXT)
    except ValidationError as error:
        return list(error.errors(include_url=False))
    return []


def _objection(error: Any) -> Message:
    if error["type"] == "written":
        return objection_in(error["ctx"])[0]
    if error["type"] == "missing":
        return say("“{name}” is missing.", name=error["loc"][-1])
    return say("It is in no form that Balado knows.")


def _at(value: Any, path: Path) -> Any:
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _with(value: Any, path: Path, new: Any) -> Any:
    """A copy of the value with another one at that path."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {name: _with(one, rest, new) if name == first else one for name, one in value.items()}
    return [_with(one, rest, new) if index == first else one for index, one in enumerate(value)]


def _without(value: Any, path: Path) -> Any:
    """A copy of the value without what is at that path; None where that is all of it."""
    if not path or not isinstance(value, dict | list):
        return None
    first, rest = path[0], path[1:]
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    kept = {}
    for name, one in pairs:
        inner = _without(one, rest) if name == first else one
        if inner is not None:
            kept[name] = inner
    return kept if isinstance(value, dict) else list(kept.values())


def _candidates(written: str, error: Any, name: str) -> Iterator[str]:
    """What the text may have meant, the nearest first."""
    instead = instead_in(error.get("ctx", {}))
    if instead is not None:
        yield instead.new
    text = written
    if "://" in text or _WITHOUT_SCHEME.match(text):
        yield from _addresses(text)
        return
    if name == "language" and (found := _LANGUAGE.fullmatch(text)):
        yield language_meant(found[1])
    plain = " ".join(html.unescape(without_tags(text)).split())
    yield plain
    for limit in _LIMITS:
        if len(plain) > limit:
            yield cut(plain, limit)


def _addresses(text: str) -> Iterator[str]:
    """The forms of an address: with its scheme, encoded, with https, without what a store signed."""
    text = "".join(text.split("\n")).strip()
    whole = f"https:{text}" if text.startswith("//") else text if "://" in text else f"https://{text}"
    for address in (whole, encoded(whole)):
        yield address
        secure = re.sub(r"(?i)^http://", "https://", address)
        yield secure
        yield secure.partition("?")[0]
    yield re.sub(r"(?i)^http://", "https://", "".join(whole.split()))


def absolute(address: str | None, base: str) -> str | None:
    """The address, of one that is none of the web that of the host which it begins with, or that `base` makes of it."""
    if not address or _SCHEME.match(address) or _WITHOUT_SCHEME.match(address):
        return address
    if _LIKE_HOST.match(address):
        return f"https://{address}"
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def cut(text: str, most_chars: int) -> str:
    """The beginning of a text, up to the end of a word where there is one near, with `…` behind."""
    begun = text[: most_chars - 1]
    word = begun.rpartition(" ")[0]
    return f"{(word if len(word) > most_chars // 2 else begun).rstrip()}…"


def cut_bytes(text: str, most_bytes: int) -> str:
    """The same by bytes of UTF-8."""
    begun = text.encode()[: most_bytes - 3].decode("utf-8", "ignore")
    word = begun.rpartition(" ")[0]
    return f"{(word if len(word) > len(begun) // 2 else begun).rstrip()}…"
