"""Where the clients of a store are made: boto3, without what a short run has no use for.

Credentials, profiles, regions, endpoints, proxies and certificates are botocore's own, as in every program of boto3.
Botocore alone would spare a run with nothing to do 13 ms; but boto3 is what the project stands on, and what who reads
this knows.

A run that asks for a few small objects would spend much of its time on looking for services, on signatures of
handlers, and on the addresses of services that it never asks.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balado.store.s3_bounds import parsers

if TYPE_CHECKING:
    from boto3.session import Session

_GLOBAL_S3 = {
    "partition": "aws",
    "endpointName": "aws-global",
    "hostname": "s3.amazonaws.com",
    "protocols": ["http", "https"],
    "credentialScope": {"region": "us-east-1"},
    "signatureVersions": ["s3v4"],
}
"""What botocore's table says of S3 where no region is named."""


def new_session() -> Session:
    """A session of boto3 whose clients name what cannot be read in an answer."""
    import boto3.session
    import botocore.session
    from botocore.hooks import HierarchicalEmitter

    class Emitter(HierarchicalEmitter):
        """Takes handlers as they are: the signatures of botocore's own 130 need no inspection."""

        def _verify_accept_kwargs(self, func: Any) -> None:
            pass

    core: Any = botocore.session.Session(event_hooks=Emitter())
    core.register_component("response_parser_factory", parsers())
    loader = core.get_component("data_loader")
    _know_services_by_name(loader)
    if not _has_table_of_its_own(loader):
        # Botocore has no public way to choose it.
        core._internal_components.register_component("endpoint_resolver", _endpoints(loader))

    class WithoutTransfer(boto3.session.Session):
        """A session whose clients are not given the ways of s3transfer to send files: Balado has its own."""

        def _register_default_handlers(self) -> None:
            pass

    return WithoutTransfer(botocore_session=core)


def _know_services_by_name(loader: Any) -> None:
    """Have a service looked for by its folder's name; botocore goes through the folders of all 400 to find one."""

    def services(_type_name: str) -> list[str]:
        folders = (folder for folder in loader.search_paths if Path(folder).is_dir())
        return sorted({name for folder in folders for name in os.listdir(folder)})  # noqa: PTH208 (of 400)

    loader.list_available_services = services


def _has_table_of_its_own(loader: Any) -> bool:
    """Whether there is another table of endpoints than botocore's, in ~/.aws/models or AWS_DATA_PATH."""
    folders = (Path(folder) for folder in loader.search_paths)
    return any((folder / "endpoints.json").exists() for folder in folders if folder != Path(loader.BUILTIN_DATA_PATH))


def _endpoints(loader: Any) -> Any:
    """Botocore's table of the endpoints of all services, read when another service than S3 is asked for.

    The address of a bucket comes from S3's own rules, since botocore 1.28: the table of 1.2 MB would be parsed for the
    one line that says which region is meant where none is, which is `aws-global`.
    """
    from botocore.regions import EndpointResolver

    class Endpoints(EndpointResolver):
        uses_builtin_data = True

        def __init__(self) -> None:
            pass

        @cached_property
        def _endpoint_data(self) -> Any:
            return loader.load_data("endpoints")

        def construct_endpoint(self, service_name: str, region_name: str | None = None, *rest: Any, **more: Any) -> Any:
            if (
                service_name != "s3"
                or any(rest[1:])
                or more.get("use_dualstack_endpoint")
                or more.get("use_fips_endpoint")
            ):
                return super().construct_endpoint(service_name, region_name, *rest, **more)
            return _GLOBAL_S3 if region_name is None else None

    return Endpoints()
