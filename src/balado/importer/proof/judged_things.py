"""Several things of a kind (people, transcripts, chapters) beside those that Balado would publish. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from balado.importer.hosts.counters import file_meant
from balado.importer.proof.judged import DIFFERENT, EQUAL, LOST, Judge, Judgement, Setting, different, improved
from balado.message import Message, say


def things(more: Message | None = None, gone: Message | None = None, **free: Judge) -> Judge:
    """Each of the old things must be among the new ones, as often, in the same order.

    A thing is found again when all its fields are equal but those that are `free`: of these, a judge of its own says
    whether what stands there is as good. Things that there were not before are welcome for the reason `more`; those
    that are there no more are lost, but for `gone` only different.
    """

    def judged(old: tuple[Any, ...], new: tuple[Any, ...], setting: Setting) -> Judgement:
        if old == new:
            return EQUAL
        left = list(new)
        found = [_take(thing, left, free, setting) for thing in old]
        missing = found.count(None)
        broken = [thing for thing, taken in zip(old, found, strict=True) if taken is None and _is_broken(thing)]
        if missing and len(broken) == missing and not left:
            return different(say("Its address is broken: it has blanks in it."))
        if missing:
            if len(left) >= missing:
                return DIFFERENT
            return LOST if gone is None else different(gone)
        if left:
            return DIFFERENT if more is None else improved(more)
        reason = next((one.reason for one in found if one is not None and one.reason is not None), None)
        return improved(reason) if reason is not None else _in_order(old, new)

    return judged


def _is_broken(thing: Any) -> bool:
    """Whether it has an address that is none."""
    url = getattr(thing, "url", "")
    return isinstance(url, str) and len(url.split()) > 1


def _in_order(old: tuple[Any, ...], new: tuple[Any, ...]) -> Judgement:
    return different(say("They stand in another order.")) if sorted(map(repr, old)) == sorted(map(repr, new)) else EQUAL


def _take(thing: Any, left: list[Any], free: Mapping[str, Judge], setting: Setting) -> Judgement | None:
    """What became of a thing; the one that stands for it is taken out of what is left. None where there is none."""
    if thing in left:
        left.remove(thing)
        return EQUAL
    if not free:
        return None
    for place, other in enumerate(left):
        judgement = _of_fields(thing, other, free, setting)
        if judgement.is_well:
            del left[place]
            return judgement
    return None


def _of_fields(old: Any, new: Any, free: Mapping[str, Judge], setting: Setting) -> Judgement:
    if type(old) is not type(new):
        return DIFFERENT
    reason = None
    for name in _names(old):
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        judgement = free[name](before, after, setting) if name in free else DIFFERENT
        if not judgement.is_well:
            return DIFFERENT
        reason = reason or judgement.reason
    return EQUAL if reason is None else improved(reason)


def _names(thing: Any) -> Iterator[str]:
    if isinstance(thing, BaseModel):
        yield from type(thing).model_fields
    elif is_dataclass(thing):
        yield from (field.name for field in fields(thing))


def in_any_order(judge: Judge) -> Judge:
    """As `judge` says of things whose order means nothing."""

    def judged(old: tuple[Any, ...], new: tuple[Any, ...], setting: Setting) -> Judgement:
        return judge(tuple(sorted(old, key=repr)), tuple(sorted(new, key=repr)), setting)

    return judged


def announced_once(judge: Judge) -> Judge:
    """As `judge` says of things with an address; but no file that stood once, or not at all, may stand there twice."""

    def judged(old: tuple[Any, ...], new: tuple[Any, ...], setting: Setting) -> Judgement:
        found = judge(old, new, setting)
        before, after = (Counter(file_meant(one.url) for one in some) for some in (old, new))
        if found.is_well and any(count > max(before[file], 1) for file, count in after.items()):
            return different(say("The same file is announced twice."))
        return found

    return judged
