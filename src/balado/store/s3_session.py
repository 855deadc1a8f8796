"""Where the clients of a store are made: boto3, without what a short run has no use for.

Credentials, profiles, regions, endpoints, proxies and certificates are botocore's own, as in every program of boto3.
A run that asks for a few small objects would spend much of its time on looking for services and on signatures of
handlers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from balado.store.s3_bounds import parsers

if TYPE_CHECKING:
    from boto3.session import Session


def new_session() -> Session:
    """A session of boto3 whose clients name what cannot be read in an answer."""
    import boto3.session
    import botocore.session
    from botocore.hooks import HierarchicalEmitter

    class Emitter(HierarchicalEmitter):
        """Takes handlers as they are: the signatures of botocore's own 130 need no inspection."""

        def _verify_accept_kwargs(self, func: Any) -> None:
            pass

    core = botocore.session.Session(event_hooks=Emitter())
    core.register_component("response_parser_factory", parsers())
    _know_services_by_name(core.get_component("data_loader"))
    return boto3.session.Session(botocore_session=core)


def _know_services_by_name(loader: Any) -> None:
    """Have a service looked for by its folder's name; botocore goes through the folders of all 400 to find one."""

    def services(_type_name: str) -> list[str]:
        folders = (Path(folder) for folder in loader.search_paths)
        return sorted({entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir()})

    loader.list_available_services = services
