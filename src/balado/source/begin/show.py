"""The answers that a show begins with, as its files: judged by the code that will read them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from pydantic_core import PydanticCustomError

from balado.errors import Fault, Place
from balado.message import Catalogue
from balado.show.values.address import public_address
from balado.source.folder import Scan, TextFile
from balado.source.identity import show_guid
from balado.source.read import read
from balado.source.schema import episode_schema, show_schema
from balado.source.write import SCHEMA_FOLDER, ShowStart, write_show

NO_ADDRESS = "https://no-address-yet.invalid"
"""A name that leads nobody anywhere, now and for ever (RFC 6761): it is replaced before anybody can subscribe."""

OPTIONAL = ("explicit", "cover", "recording")
_ANY_GUID = "00000000-0000-4000-8000-000000000000"
_OF_THE_FEED = re.compile(r"(https?://[^/]+(?:/.*)?)/feed\.xml", re.IGNORECASE)
_ANSWER_OF_KEY = {"owner": "email", "categories": "category", "publish": "url"}
_SOUND = {
    "title": "A", "description": "A", "language": "en", "link": "https://example.org", "author": "A", "email": "",
    "category": "Arts", "timezone": "UTC", "url": "https://example.org",
}  # fmt: skip


def begun(answers: Mapping[str, str], minted: str, cover_suffix: str = ".jpg") -> ShowStart:
    """What is written. Without an address its guid is minted, not derived: the address is one that nobody keeps."""
    texts = {name: value for name, value in answers.items() if name not in OPTIONAL}
    url = _address(_place(answers["url"])) if answers["url"] else NO_ADDRESS
    return ShowStart(
        **{**texts, "url": url},
        guid=show_guid(f"{url}/feed.xml") if answers["url"] else minted,
        explicit=answers.get("explicit") == "yes",
        artwork=f"episodes/cover{cover_suffix}",
    )


def published_at(url: str) -> str:
    """The address of the place to publish to, of that or of the feed in it. Raises what `wrong` makes."""
    return public_address(_place(url))


def schema_files() -> dict[str, str]:
    """The schemas by which editors complete and check the files of a show, by their paths in it."""
    schemas = {"feed": show_schema(), "episode": episode_schema()}
    return {
        f"{SCHEMA_FOLDER}/{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


def names_the_feed(url: str) -> bool:
    """Whether an address is that of a feed, not of the place it lies in."""
    return _OF_THE_FEED.fullmatch(_bare(url)) is not None


def faults_of_answers(answers: Mapping[str, str]) -> tuple[Fault, ...]:
    """What the code that will read feed.yaml has against these answers, each at the key that is called like it."""
    text = write_show(begun({**_SOUND, **answers}, _ANY_GUID))
    found = read(Scan(root="", show_file=TextFile("feed.yaml", text.encode()), find=lambda path: path)).faults
    lines = text.splitlines()
    return tuple(replace(one, place=_answer(one.place, lines)) for one in found if one.severity == "error")


def files_of(start: ShowStart, words: Catalogue) -> dict[str, str]:
    """The files that a show begins with, by their paths in it."""
    return {"feed.yaml": write_show(start, words.gettext), **schema_files()}


def _address(url: str) -> str:
    """The address as whoever reads feed.yaml makes it; one that is none is left for that to refuse."""
    with suppress(PydanticCustomError):
        return public_address(url)
    return url


def _bare(url: str) -> str:
    return url.strip().rstrip("/")


def _place(url: str) -> str:
    """The address of the place the feed lies in, also when that of the feed was given."""
    of_feed = _OF_THE_FEED.fullmatch(_bare(url))
    return _bare(of_feed[1] if of_feed else url)


def _answer(place: Place, lines: list[str]) -> Place:
    """The answer that a place in the file comes from: the file itself is not there yet."""
    line = lines[place.line - 1] if place.line else ""
    key = (place.key or line.strip().partition(":")[0]).partition(".")[0]
    return Place("feed.yaml", None, _ANSWER_OF_KEY.get(key, key))
