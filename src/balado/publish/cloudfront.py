"""CloudFront: what it keeps of a changed address is thrown away, before anybody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from balado.errors import Fault, Place
from balado.events import Event, Watch
from balado.message import Message, say, say_many
from balado.publish.claims import address
from balado.record.keys import is_of_site
from balado.store.storage import ATTEMPTS
from balado.web.bounded import Pace

_MOST_PATHS = 30
_PLACE = Place("feed.yaml", key="publish.cloudfront")


def paths_of(url: str, keys: Sequence[str]) -> tuple[str, ...]:
    """The paths under which viewers ask for these keys; of many pages their folders, for each path is paid for."""
    if len(keys) > _MOST_PATHS:
        keys = list(dict.fromkeys(map(_with_its_kind, keys)))
    return tuple(urlsplit(address(url, key)).path.replace("%2A", "*") for key in keys)


def _with_its_kind(key: str) -> str:
    return f"{key.partition('/')[0]}/*" if is_of_site(key) and "/" in key else key


def invalidate(distribution: str, paths: Sequence[str], reference: str, watch: Watch) -> tuple[Fault, ...]:
    """Have the distribution forget these paths. `reference` is the same for a request that is made again.

    A failure is a warning: what is published is there, and the cache gives it by itself after a while.
    """
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    from balado.store.s3_bounds import bound
    from balado.store.s3_session import new_session

    batch = {"Paths": {"Quantity": len(paths), "Items": list(paths)}, "CallerReference": reference}
    try:
        config = Config(retries={"mode": "standard", "total_max_attempts": ATTEMPTS}, connect_timeout=10)
        client: Any = new_session().client("cloudfront", region_name="us-east-1", config=config)
        bound(client, Pace())
        client.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        return (_failed(distribution, paths, say("it answers {code}", code=code), _remedy(code)),)
    except (BotoCoreError, ValueError, OSError) as error:
        reason = say("{reason}", reason=type(error).__name__)
        return (_failed(distribution, paths, reason, _remedy("")),)
    message = say_many(
        "CloudFront forgets {count} changed address.",
        "CloudFront forgets {count} changed addresses.",
        len(paths),
    )
    watch.announce(Event("invalidated", message, {"distribution": distribution, "paths": list(paths)}))
    return ()


def _failed(distribution: str, paths: Sequence[str], why: Message, remedy: Message) -> Fault:
    what = say(
        "CloudFront ({id}) was not told to forget {paths}: {why}.", id=distribution, paths=", ".join(paths), why=why
    )
    return Fault(_PLACE, what, remedy, severity="warning")


def _remedy(code: str) -> Message:
    if code == "NoSuchDistribution":
        return say("Write the id of the distribution as the AWS console shows it: E and some letters and figures.")
    if code in ("AccessDenied", "AccessDeniedException"):
        return say("Give the publisher's credentials the right cloudfront:CreateInvalidation on that distribution.")
    return say("It gives the new ones by itself once its copies are old: five minutes, unless it is set otherwise.")
