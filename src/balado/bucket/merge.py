"""What a bucket has, with what Balado needs added: the rules of others stay as they are.

Each function gives the new document, or None when there is nothing to change. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from balado.bucket.policies import (
    LISTENERS_READ,
    WEB_PLAYERS,
    BucketPrefix,
    PolicyDocument,
    abort_rule,
    cors_rules,
    reading_policy,
)
from balado.bucket.policy import Policy, everybody, everybody_may, listed, statements
from balado.record.keys import public_keys

Rule = Mapping[str, Any]

_ANY_NAME = "balado-probe"


def with_reading(policy: Policy, public: BucketPrefix, feeds: Iterable[str] = ()) -> PolicyDocument | None:
    """The bucket's policy (empty where there is none) with the statement that lets everybody read what is public."""
    wanted = reading_policy(public, feeds)
    [ours] = statements(wanted)
    there = [one for one in statements(policy) if one.get("Sid") == ours["Sid"]]
    if [_meaning(one) for one in there] == [_meaning(ours)] or (not there and reads_all(policy, public, feeds)):
        return None
    others = [one for one in statements(policy) if not _is_former(one, ours)]
    return {**wanted, **policy, "Statement": [*others, ours]}


def reads_all(policy: Policy, public: BucketPrefix, feeds: Iterable[str] = ()) -> bool:
    """Whether the policy lets everybody read everything that is public."""
    keys = (example(key, _ANY_NAME) for key in public_keys(feeds))
    return all(everybody_may(policy, "s3:GetObject", public.arn(key)) for key in keys)


def example(key: str, name: str) -> str:
    """A key that fits the pattern, with this name where it says `*`."""
    return key.replace("*", name)


def with_players(rules: Sequence[Rule]) -> list[Rule] | None:
    """The bucket's CORS rules with the one that lets web players on other sites play and seek."""
    if any(map(lets_players_read, rules)):
        return None
    [ours] = listed(cors_rules()["CORSRules"])
    return [*(rule for rule in rules if rule.get("ID") != WEB_PLAYERS), ours]


def lets_players_read(rule: Rule) -> bool:
    """Whether a CORS rule is enough for a web player on any site."""
    [ours] = listed(cors_rules()["CORSRules"])
    return (
        "*" in rule.get("AllowedOrigins", [])
        and set(ours["AllowedMethods"]) <= set(rule.get("AllowedMethods", []))
        and not {"*", "range"}.isdisjoint(_lower(rule.get("AllowedHeaders", [])))
        and _lower(ours["ExposeHeaders"]) <= _lower(rule.get("ExposeHeaders", []))
    )


def with_abort(rules: Sequence[Rule], public: BucketPrefix) -> list[Rule] | None:
    """The bucket's lifecycle rules with the one that throws away uploads which nobody finished."""
    if any(aborts(rule, public) for rule in rules):
        return None
    ours = abort_rule(public)
    others = [rule for rule in rules if rule.get("ID") != ours["ID"]]
    if any("Filter" not in rule for rule in others):  # the older form: stores refuse the two together
        ours = {name: value for name, value in ours.items() if name != "Filter"} | {"Prefix": public.key("")}
    return [*others, ours]


def aborts(rule: Rule, public: BucketPrefix) -> bool:
    """Whether a lifecycle rule throws away unfinished uploads of this prefix."""
    return "AbortIncompleteMultipartUpload" in rule and _reaches(rule, public)


def expires_versions(rule: Rule, public: BucketPrefix) -> bool:
    """Whether a lifecycle rule deletes former versions in this prefix after a while."""
    return "NoncurrentVersionExpiration" in rule and _reaches(rule, public)


def _reaches(rule: Rule, public: BucketPrefix) -> bool:
    """Whether an active rule is for everything in this prefix. A rule with tags or sizes is not."""
    if rule.get("Status") != "Enabled":
        return False
    scope = rule.get("Filter", {})
    return set(scope) <= {"Prefix"} and public.key("").startswith(scope.get("Prefix", rule.get("Prefix", "")))


def _meaning(statement: Policy) -> dict[str, Any]:
    """A statement without what stores write differently: the order of its values, and one value as a list."""
    principal = {"*"} if everybody(statement) else listed(statement.get("Principal"))
    values = {name: set(listed(statement.get(name))) for name in ("Action", "Resource")}
    return {**statement, **values, "Principal": principal}


def _is_former(statement: Policy, ours: Policy) -> bool:
    """Whether a statement is Balado's for this prefix: by its name, or by the name that all shows shared once."""
    resources = set(listed(statement.get("Resource")))
    shared = statement.get("Sid") == LISTENERS_READ and resources <= set(listed(ours["Resource"]))
    return statement.get("Sid") == ours["Sid"] or shared


def _lower(names: Iterable[str]) -> set[str]:
    return {name.lower() for name in names}
