"""What stands where a show is published to, a folder or a bucket, read past Balado; and what must hold there."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import feedparser

URL = "https://pod.example/show"
_KEYED = re.compile(rf"{re.escape(URL)}/([a-z]+/[^\"'<> ]+-([0-9a-f]{{16}})\.\w+)")


_INCOMING = ".incoming-"
"""What the name of a file begins with that a run is about to put in place."""


class Place(Protocol):
    """Every object by key, those of the state below `.balado/`; and what was there, which can be had again."""

    def objects(self) -> dict[str, bytes]: ...

    def seen_by_runs(self) -> Hashable:
        """What is there, as far as another run looks: the same for states from which it does the same."""
        ...

    def remember(self) -> int:
        """Keep what is there now. Gives its number, counted from 0; one that was kept already has its own."""

    def restore(self, number: int = 0) -> None: ...


@dataclass
class FolderPlace:
    """A folder and the state beside it."""

    folder: Path
    saved: Path
    known: list[set[tuple[str, int, int]]] = field(default_factory=list)
    left_behind: set[Path] = field(default_factory=set)

    @property
    def state(self) -> Path:
        return self.folder.with_name(f".{self.folder.name}.balado")

    def objects(self) -> dict[str, bytes]:
        found = {f"{path.relative_to(self.folder)}": path.read_bytes() for path in _files(self.folder)}
        return found | {f".balado/{path.relative_to(self.state)}": path.read_bytes() for path in _files(self.state)}

    def seen_by_runs(self) -> Hashable:
        """What a killed run was about to put in place is seen by none: it counts once for each folder that has it."""
        entries = [path for top in (self.folder, self.state) for path in (top, *top.rglob("*")) if path.exists()]
        left = {path.parent for path in entries if path.name.startswith(_INCOMING)} - self.left_behind
        self.left_behind |= left
        return frozenset(self._entry(path) for path in entries if not path.name.startswith(_INCOMING)), frozenset(left)

    def remember(self) -> int:
        found = {self._entry(path) for top in (self.folder, self.state) for path in (top, *top.rglob("*"))}
        if found not in self.known:
            for top in (self.folder, self.state):
                shutil.copytree(top, self._copy(len(self.known), top))  # with the times, by which headers are found
            self.known.append(found)
        return self.known.index(found)

    def restore(self, number: int = 0) -> None:
        for top in (self.folder, self.state):
            shutil.rmtree(top, ignore_errors=True)
            shutil.copytree(self._copy(number, top), top)

    def _copy(self, number: int, top: Path) -> Path:
        return self.saved / str(number) / top.name

    def _entry(self, path: Path) -> tuple[str, int, int]:
        """What a step changes of an entry. Those of a folder show themselves."""
        stat = path.stat()
        return (str(path), 0, 0) if path.is_dir() else (str(path), stat.st_mtime_ns, stat.st_size)


@dataclass
class BucketPlace:
    """A prefix of a bucket. The same bytes are read once."""

    client: Any
    bucket: str
    prefix: str
    saved: list[list[dict[str, Any]]] = field(default_factory=list)
    known: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def objects(self) -> dict[str, bytes]:
        return {one["Key"].removeprefix(f"{self.prefix}/"): one["Body"] for one in self._all()}

    def seen_by_runs(self) -> Hashable:
        return frozenset(self._names())

    def remember(self) -> int:
        found = self._all()
        if found not in self.saved:
            self.saved.append(found)
        return self.saved.index(found)

    def restore(self, number: int = 0) -> None:
        there, wanted = self._all(), self.saved[number]
        names = {one["Key"] for one in wanted}
        if added := [{"Key": one["Key"]} for one in there if one["Key"] not in names]:
            self.client.delete_objects(Bucket=self.bucket, Delete={"Objects": added})
        for one in wanted:
            if one not in there or "xml" in one["ContentType"]:  # of a feed the headers alone may differ
                self.client.put_object(Bucket=self.bucket, **one)

    def _all(self) -> list[dict[str, Any]]:
        found = []
        for named in self._names():
            if named not in self.known:
                self.known[named] = self._one(named[0])
            found.append(self.known[named])
        return found

    def _names(self) -> Iterator[tuple[str, str]]:
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket):
            for entry in page.get("Contents", []):
                yield entry["Key"], entry["ETag"]

    def _one(self, key: str) -> dict[str, Any]:
        answer = self.client.get_object(Bucket=self.bucket, Key=key)
        kept = {name: answer[name] for name in ("ContentType", "CacheControl", "Metadata")}
        return {"Key": key, "Body": answer["Body"].read(), **kept}


def documents(objects: dict[str, bytes]) -> dict[str, bytes]:
    """The feeds."""
    return {
        key: body for key, body in objects.items() if "/" not in key and key.endswith(".xml") and key != "sitemap.xml"
    }


def assert_whole(objects: dict[str, bytes]) -> list[str]:
    """Each feed parses, and all that it names is there with the bytes that its key tells; gives the live guids."""
    guids: list[str] = []
    for key, document in documents(objects).items():
        announced = _announced(document)
        if key == "feed.xml":
            guids = [guid for guid, _, _ in announced]
        for _, length, address in announced:
            assert int(length) == len(objects[address.removeprefix(f"{URL}/")])
        for named, digest in _KEYED.findall(document.decode()):
            assert named in objects, f"{key} names {named}, which is not there"
            assert hashlib.sha256(objects[named]).hexdigest().startswith(digest)
    return guids


@lru_cache(maxsize=32)
def _announced(document: bytes) -> list[tuple[str, str, str]]:
    """Of each episode of a feed: guid, length and address. The same few feeds are looked at again and again."""
    parsed = feedparser.parse(document)
    assert not parsed.bozo, parsed.bozo_exception
    found = []
    for entry in parsed.entries:
        [enclosure] = entry.enclosures
        found.append((entry.id, enclosure.length, enclosure.href))
    return found


def assert_projected(objects: dict[str, bytes]) -> None:
    """What is served is the newest generation's."""
    prefix = ".balado/generations/"
    numbers = [int(Path(key).stem) for key in objects if key.startswith(prefix)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    newest = json.loads(objects[f"{prefix}{max(numbers)}.json"])
    assert hashlib.sha256(objects["feed.xml"]).hexdigest() == newest["feed"]["sha256"]
    assert gzip.decompress(objects[f".balado/feeds/{newest['feed']['sha256']}.xml.gz"]) == objects["feed.xml"]
    for page in newest["pages"]:
        assert hashlib.sha256(objects[page["key"]]).hexdigest() == page["sha256"]


def _files(top: Path) -> list[Path]:
    found = top.rglob("*") if top.exists() else ()
    return [path for path in found if path.is_file() and not path.name.startswith(_INCOMING)]  # of killed runs
