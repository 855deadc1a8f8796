"""Networks made for tests: a folder with network.yaml and shows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from readings import put
from show_builder import NOW, Show

NETWORK = """\
title: Les conférences d'un ministère
description: Tout ce qui s'y dit.
language: fr
link: https://www.example.org/
owner: {name: Le ministère, email: podcast@example.org}
shows:
  - ministere/*
  - git: https://git.example.org/podcasts.git
    revision: v1.2
    path: colloques
  - bucket: s3://archives/radio
    endpoint: https://s3.example.org
  - feed: https://radio.example.org/feed.xml
    name: La radio
people:
  hedon: {name: Claire Hédon, function: Défenseure des droits}
places:
  palais: {name: Conseil d'État, country: FR}
words: [SIRCOM, {word: Balado, heard: [ballado]}]
defaults:
  copyright: Le ministère
  timezone: Europe/Paris
  team: [hedon]
  publish: {endpoint: https://s3.example.org, region: fr-par}
  require: {transcript: 2025-01-01}
publish: {to: 's3://page/network', url: https://podcasts.example.org}
"""


@dataclass
class ShowNetwork:
    """A network on disk, its shows, and the command run on it."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 30

    def write(self, text: str = "title: A network\nshows: [shows/*]\n") -> None:
        put(self.root, {"network.yaml": text})

    def add(self, name: str, to: str = "public", episodes: int = 1, **keys: str) -> Show:
        """A show in the folder `shows`, with that many episodes."""
        show = Show(self.root / "shows" / name, self.environment)
        place = f"{{to: '{to}', url: 'https://pod.example/{name}', verify: false}}"
        show.write_feed(guid=str(uuid5(NAMESPACE_URL, name)), **{"publish": place, **keys})
        for number in range(episodes):
            show.add(f"e{number}", date=f"2024-01-{number + 1:02} 08:00", seconds=self.seconds, guid=f"{name}-{number}")
        return show

    def run(self, verb: str, *arguments: str, code: int = 0, **environment: str) -> CompletedProcess[str]:
        """`balado network <verb>` in the folder of the network, at NOW where it has one; it must end with this code."""
        now = () if verb in ("master", "transcribe", "stats") else ("--now", NOW)
        ended = Show(self.root, self.environment).run("network", verb, *now, *arguments, **environment)
        assert ended.returncode == code, f"exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
        return ended

    def events(self, verb: str, *arguments: str, code: int = 0, **environment: str) -> list[dict[str, Any]]:
        """The JSON events of the same."""
        ended = self.run(verb, "--format", "json", *arguments, code=code, **environment)
        return [json.loads(line) for line in ended.stdout.splitlines()]


def copied(network: ShowNetwork, to: Path) -> ShowNetwork:
    """A network with all that lies beside it, copied; its cache is new."""
    shutil.copytree(network.root.parent, to / "copy", symlinks=True)
    return ShowNetwork(to / "copy" / network.root.name, {"BALADO_CACHE_DIR": str(to / "cache")})


def of(events: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The events of a name."""
    return [event for event in events if event["event"] == name]


def states(events: Iterable[dict[str, Any]]) -> dict[str, str]:
    """How each show ended."""
    return {event["show"]: event["state"] for event in of(events, "network-show")}
