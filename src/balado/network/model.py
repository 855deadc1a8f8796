"""network.yaml as its author wrote it: the shows of an institution, and what they have in common. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

from pydantic import Field, PlainValidator, WithJsonSchema, create_model, model_validator

from balado.message import say
from balado.show.model import Owner, Person, Show
from balado.show.podcasting import Location
from balado.show.publishing import Notify, PublishedPlace
from balado.show.speech import SpokenWord
from balado.show.values.address import destination
from balado.show.values.file_path import relative_path
from balado.show.values.forms import (
    Address,
    Addressing,
    Description,
    Language,
    RelativePath,
    ServiceAddress,
    ShortText,
    Title,
    Truth,
    Uuid,
)
from balado.show.values.group import Written
from balado.show.values.plain import one_line, wrong
from balado.source.folder import SHARED_FILE as NETWORK_FILE
from balado.source.shared.merge import OWN_OF_A_SHOW
from balado.store.place import is_bucket

__all__ = ["NETWORK_FILE", "ListedShow", "Network", "NetworkPublish", "SharedDefaults"]


_REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/+-]{0,254}")
_GIT_SCHEMES = ("https", "ssh", "file")
_GIT_OVER_SSH = re.compile(r"[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,253}:[^\s:][^\s]*")
_GIT_PLACE = re.compile(r"[^\s\x00-\x1f\\]+")


def _git_address(value: object) -> str:
    """Where git fetches from: https://, ssh://, file:// or git@host:path. No password stands in it."""
    written = one_line(value)
    if _GIT_OVER_SSH.fullmatch(written):
        return written
    scheme, mark, rest = written.partition("://")
    login, at, _ = rest.partition("/")[0].rpartition("@")
    if not mark or scheme not in _GIT_SCHEMES or not _GIT_PLACE.fullmatch(rest) or rest.startswith("-"):
        raise wrong(
            say("“{text}” is no address that shows are fetched from.", text=written),
            say("Write an address with https://, ssh:// or file://, or one like git@git.example.org:podcast.git."),
        )
    if at and (scheme != "ssh" or ":" in login):
        raise wrong(
            say("The address of {host} carries a user name or a password, which everybody would read.", host=rest),
            say("Write it without what stands before the “@”; git takes credentials from where it keeps them."),
        )
    return written


def _revision(value: object) -> str:
    """A branch, a tag or a commit."""
    written = one_line(value)
    if not _REVISION.fullmatch(written) or ".." in written:
        raise wrong(
            say("“{text}” is no revision of a repository.", text=written),
            say("Write the name of a branch or of a tag, or the digits of a commit."),
        )
    return written


def _folders(value: object) -> str:
    """The path of a show's folder from network.yaml on; `*` and `?` stand for any letters of one name."""
    given = one_line(value).replace("\\", "/")
    if given.startswith("/") or ".." in given.split("/"):
        raise wrong(
            say("“{text}” does not stay inside the network's folder.", text=given),
            say("Put the show's folder below that of network.yaml, or list its repository: - git: …"),
        )
    written = relative_path(value).rstrip("/")
    if not written or "**" in written or "." in written.split("/"):
        raise wrong(
            say("“{text}” is no folder of a show.", text=str(value)),
            say("Write the folder, or a pattern with * for one name: ministere/*"),
        )
    return written


def _bucket(value: object) -> str:
    written = destination(value)
    if "://" not in written:
        raise wrong(
            say("“{text}” is no bucket.", text=written),
            say("Write a bucket such as s3://my-bucket/podcast, or the folder alone: - {folder}", folder=written),
        )
    return written


Folders = Annotated[str, PlainValidator(_folders), WithJsonSchema({"type": "string", "minLength": 1})]
GitAddress = Annotated[str, PlainValidator(_git_address), WithJsonSchema({"type": "string", "minLength": 1})]
Revision = Annotated[str, PlainValidator(_revision), WithJsonSchema({"type": "string", "minLength": 1})]
Bucket = Annotated[str, PlainValidator(_bucket), WithJsonSchema({"type": "string", "minLength": 1})]

_KINDS = ("folder", "git", "bucket", "feed")


class ListedShow(Written):
    """One entry of `shows`: folders, a show in a git repository, one in a bucket, or the feed of one from elsewhere.

    Exactly one of `folder`, `git`, `bucket` and `feed` is given. A text alone is `folder`, or `bucket`.
    """

    folder: Folders | None = Field(None, description="The show's folder, or a pattern for several: ministere/*.")
    git: GitAddress | None = Field(None, description="The address of a git repository that holds the show.")
    revision: Revision | None = Field(None, description="Its branch, tag or commit; without it, its main branch.")
    path: RelativePath | None = Field(None, description="The show's folder in the repository, if not the top.")
    bucket: Bucket | None = Field(
        None, description="A show in a bucket, its own files or what others publish: s3://bucket/prefix."
    )
    endpoint: ServiceAddress | None = Field(None, description="The address of the bucket's store, other than AWS.")
    region: ShortText | None = Field(None, description="The region of the bucket's store.")
    feed: Address | None = Field(None, description="The feed of a show that others publish.")
    name: ShortText | None = Field(None, description="What the show is called here; without it, by where it lies.")

    @model_validator(mode="before")
    @classmethod
    def _folder_alone(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return {"bucket" if is_bucket(value.strip()) else "folder": value}

    @model_validator(mode="after")
    def _is_one(self) -> ListedShow:
        named = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(named) != 1:
            raise wrong(
                say("A show is in one place, and here are {count}.", count=len(named)),
                say("Write one of: {words}.", words=", ".join(_KINDS)),
            )
        [kind] = named
        for key, owner in (("revision", "git"), ("path", "git"), ("endpoint", "bucket"), ("region", "bucket")):
            if getattr(self, key) is not None and kind != owner:
                raise wrong(
                    say("“{name}” belongs to a show in `{group}`.", name=key, group=owner), say("Delete the line.")
                )
        return self


class NetworkPublish(PublishedPlace):
    """Where the page of the network is published, and the public address of that."""


class SharedPublish(Written):
    """What shows have in common of where they are published; the place and its address are each one's own."""

    endpoint: ServiceAddress | None = Field(None, description="The address of an S3-compatible store other than AWS.")
    region: ShortText | None = Field(None, description="The region of the store.")
    addressing: Addressing | None = Field(
        None, description="How the store wants bucket names: in the path or in the host name."
    )
    verify: Truth | None = Field(
        None, description="Whether what was published is looked at through its public address; true for a bucket."
    )
    notify: Notify | None = Field(None, description="Who is told once a changed feed is served.")


def _defaults() -> dict[str, Any]:
    """The keys of a show that may be given for all, none of them required."""
    hints = get_type_hints(Show, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name] | None, Field(None, description=field.description))
        for name, field in Show.model_fields.items()
        if name not in OWN_OF_A_SHOW
    }
    described = "What shows have in common of where they are published."
    return {**fields, "publish": (SharedPublish | None, Field(None, description=described))}


if TYPE_CHECKING:

    class SharedDefaults(Written):
        """Keys of feed.yaml for every show that does not write them itself."""

        publish: SharedPublish | None = None
else:
    SharedDefaults = create_model(
        "SharedDefaults",
        __base__=Written,
        __doc__="Keys of feed.yaml for every show that does not write them itself.",
        __module__=__name__,
        **_defaults(),
    )


class Network(Written):
    """network.yaml. `people`, `places`, `words` and `defaults` are those of every show that has no other."""

    title: Title = Field(description="What the shows are together: the institution, the broadcaster.")
    description: Description | None = Field(None, description="What they are about, in plain text.")
    language: Language | None = Field(None, description="The language of the network's page: fr, fr-ca.")
    link: Address | None = Field(None, description="The web page of who makes them.")
    owner: Owner | None = Field(None, description="Who answers for the network towards the platforms.")
    artwork: Address | None = Field(
        None, description="The address of the network's picture; without it, the cover of the first show."
    )
    guid: Uuid | None = Field(None, description="The identity of the network's own feed, for ever.")
    shows: tuple[ListedShow, ...] = Field(
        min_length=1, description="The shows: folders and patterns of folders, git repositories, buckets, feeds."
    )
    people: Mapping[str, Person] = Field(
        default_factory=dict, description="People of every show's directory, by a short key."
    )
    places: Mapping[str, Location] = Field(default_factory=dict, description="Places of every show, by a short key.")
    words: tuple[SpokenWord, ...] = Field((), description="Names and terms that machines get wrong, for every show.")
    defaults: SharedDefaults = Field(
        default_factory=SharedDefaults,
        description="What every show has that it does not write: keys of feed.yaml.",
    )
    publish: NetworkPublish | None = Field(None, description="Where the page of the network is published.")
