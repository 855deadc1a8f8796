"""What boto3 makes ready for each client, made ready once for a process and those it forks: nobody changes it.

The functions of botocore that are used here are private to it; `test_aws_models.py` tells whether they are there.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.client import ClientCreator
from botocore.hooks import EVENT_ALIASES, EventAliaser
from botocore.loaders import JSONFileLoader


@cache
def keep_models() -> None:
    """Have each description of a service parsed once, and the names of events looked up once.

    That is most of what a client costs in a test: 10 MB of JSON, and a thousand names.
    """
    _keep_files()
    _keep_services()
    _keep_names()


def _keep_files() -> None:
    known: dict[str, Any] = {}
    read = JSONFileLoader.load_file

    def load_file(self: JSONFileLoader, file_path: str) -> Any:
        if file_path not in known:
            known[file_path] = read(self, file_path)
        return known[file_path]

    JSONFileLoader.load_file = load_file  # type: ignore[method-assign]


def _keep_services() -> None:
    """A service with the shapes that were looked at before, unless somebody has descriptions of their own."""
    known: dict[tuple[object, ...], Any] = {}
    load: Any = ClientCreator._load_service_model  # type: ignore[attr-defined]

    def load_service_model(self: Any, service_name: str, api_version: str | None = None) -> Any:
        key = (service_name, api_version, *self._loader.search_paths)
        if key not in known:
            known[key] = load(self, service_name, api_version)
        return known[key]

    ClientCreator._load_service_model = load_service_model  # type: ignore[attr-defined]


def _keep_names() -> None:
    known: dict[str, Any] = {}
    begin: Any = EventAliaser.__init__

    def init(self: Any, event_emitter: Any, event_aliases: Any = None) -> None:
        begin(self, event_emitter, event_aliases)
        if event_aliases in (None, EVENT_ALIASES):
            self._alias_name_cache = known

    EventAliaser.__init__ = init  # type: ignore[method-assign]
