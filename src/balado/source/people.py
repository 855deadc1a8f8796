"""The people of an episode: keys of the show's directory, or written out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balado.errors import Fault, faults_of_each
from balado.message import Message, say
from balado.show.model import Person
from balado.show.values.nearest import nearest
from balado.source.write import in_braces
from balado.source.yaml.document import YamlDocument

USUAL_ROLE = "guest"
TEAM_ROLE = "host"
"""Who makes every episode is no guest (and the podcast namespace takes who has no role for a host)."""

# Each is looked for among all names of the directory.
_EXPLAINED_MAX = 30
_NOBODY = Person(name="?", role=USUAL_ROLE)


class Directory:
    """The show's people by key, with the role they have where nothing is said of it.

    Where the directory cannot be read (None), whoever is named may stand in it.
    """

    def __init__(self, people: Mapping[str, Person | None] | None, role: str = USUAL_ROLE) -> None:
        self._is_known = people is not None
        people = people or {}
        self._people = people
        self._role = role
        self._usual = {
            key: person.model_copy(update={"role": person.role or role}) if person else _NOBODY
            for key, person in people.items()
        }

    def resolve(self, written: object, document: YamlDocument, under: str = "people") -> tuple[Any, list[Fault]]:
        """What a model takes for people written `under` a key, and a fault for each key that nobody has.

        Positions are kept (nobody stands for an unknown key), so that the model's own objections find their line.
        """
        if not isinstance(written, list):
            return written, []
        unknown: list[tuple[str, str]] = []
        people = []
        for index, item in enumerate(written):
            key = item.get("person") if isinstance(item, dict) else item
            if not isinstance(key, str):
                people.append({"role": self._role, **_present(item)} if isinstance(item, dict) else item)
            elif key not in self._usual:
                if self._is_known:
                    unknown.append((key, f"{under}.{index}"))
                people.append(_NOBODY)
            else:
                people.append(self._known(key, item))
        return people, list(faults_of_each(unknown, lambda one: self._unknown(*one, document), _EXPLAINED_MAX))

    def _known(self, key: str, item: Any) -> Any:
        usual = self._usual[key]
        if isinstance(item, str):
            return usual
        changes = {name: value for name, value in _present(item).items() if name != "person"}
        return {**usual.model_dump(exclude_none=True), **changes}

    def _unknown(self, key: str, place: str, document: YamlDocument) -> Fault:
        what = say("“{key}” is not in the directory `people` of feed.yaml.", key=key)
        return Fault(document.place(place), what, self._remedy(key))

    def _remedy(self, key: str) -> Message:
        names = {person.name: known for known, person in self._people.items() if person}
        near = names.get(key) or nearest(key, list(self._people)) or names.get(nearest(key, list(names)) or "")
        if near:
            return say("Did you mean “{near}”?", near=near)
        return say("Write the name itself: - {{name: {key}}}", key=in_braces(key))


def _present(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}
