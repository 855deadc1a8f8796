"""The further feeds of a show: whose they are, what they are called, by what they are known. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from balado.artifact import FEED_KEY
from balado.errors import Fault, faults_of_each
from balado.message import say
from balado.show.values.plain import meant
from balado.source.identity import slug_of
from balado.source.yaml.document import YamlDocument

_EXPLAINED_MAX = 30
_TAKEN = (FEED_KEY.removesuffix(".xml"), "sitemap")


def faults_of_feeds(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """What is wrong with the feeds of some of the show's episodes that feed.yaml asks for."""
    yield from _unknown_people(tree, document)
    yield from _unfit_names(tree, document)
    yield from _twin_guids(tree, document)


def _unknown_people(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """Further feeds are made for people of the directory."""
    people = tree.get("people")
    known = people if isinstance(people, dict) else {}
    unknown = [
        (key, f"feeds.{name}.people.{index}")
        for name, cut in feeds_in(tree.get("feeds"))
        for index, key in enumerate(_list(cut.get("people")))
        if isinstance(key, str) and key not in known
    ]
    remedy = say("Write the key of somebody under `people`.")

    def fault_of(found: tuple[str, str]) -> Fault:
        key, place = found
        what = say("“{key}” is not in the directory `people` of feed.yaml.", key=key)
        return Fault(document.place(place), what, meant(key, known, remedy)())

    return faults_of_each(unknown, fault_of, _EXPLAINED_MAX)


def _twin_guids(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """Each feed has a guid of its own: apps would take two with one guid for one."""
    seen = {str(tree.get("guid"))}
    for name, cut in feeds_in(tree.get("feeds")):
        found = cut.get("guid")
        if isinstance(found, str) and found in seen:
            what = say("This guid is that of another feed of the show.")
            remedy = say("Delete the line: Balado derives a guid for each feed.")
            yield Fault(document.place(f"feeds.{name}.guid"), what, remedy)
        seen.add(str(found))


def _unfit_names(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """The name of a further feed becomes that of its file."""
    for name, _ in feeds_in(tree.get("feeds")):
        if slug_of(name) != name or name in _TAKEN or name.startswith("archive-"):
            what = say("“{name}” cannot be the name of a feed's file.", name=name)
            remedy = say("Write small letters, figures and hyphens, for example season-1; feed and sitemap are taken.")
            yield Fault(document.place(f"feeds.{name}"), what, remedy)


def feeds_in(written: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """The further feeds, as far as they are written as such."""
    found = written if isinstance(written, dict) else {}
    return ((name, group) for name, group in found.items() if isinstance(group, dict))


def _list(written: object) -> list[Any]:
    return written if isinstance(written, list) else []
