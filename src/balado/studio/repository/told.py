"""What git says when it fails, in our words: what is wrong, and what to do."""

from __future__ import annotations

from balado.git.process import Ran
from balado.message import Message, say

_SHOWN_CHARACTERS = 400
_TOLD: tuple[tuple[tuple[str, ...], Message], ...] = (
    (
        ("tell me who you are", "empty ident name", "unable to auto-detect email"),
        say(
            "git does not know who you are. Tell it once, in a terminal: `git config --global user.name NAME`, and "
            "`git config --global user.email ADDRESS`."
        ),
    ),
    (
        ("(fetch first)", "(non-fast-forward)", "tip of your current branch is behind"),
        say(
            "Somebody else pushed meanwhile. Your commits are here and stay: get theirs, look at what changed, and "
            "push again."
        ),
    ),
    (
        (
            *("terminal prompts disabled", "could not read Username", "could not read Password"),
            *("Permission denied (publickey", "Authentication failed", "Host key verification failed"),
        ),
        say(
            "The server wants to know who you are, and git could not tell it without asking. Push once in a terminal, "
            "so that git remembers it (a credential helper, or an SSH agent)."
        ),
    ),
    (
        ("protected branch", "pre-receive hook declined", "not allowed to push"),
        say("The server refuses to take this branch from you. Ask those who look after the repository."),
    ),
    (
        (
            *("Could not resolve host", "unable to access", "Could not read from remote repository"),
            *("does not appear to be a git repository", "Connection timed out", "Connection refused"),
        ),
        say("The other repository is not reached. Nothing is lost: try again later, or see to its address."),
    ),
    (
        ("would be overwritten by merge",),
        say(
            "What others changed touches files that are changed here and not committed. Nothing was brought in: commit "
            "them first."
        ),
    ),
    (
        ("index.lock", "cannot lock ref", "Unable to create"),
        say("Another git is at work in this repository, or was cut short in it. Wait for its end, then try again."),
    ),
    (("dubious ownership",), say("This repository belongs to another user of this computer: git leaves it alone.")),
    (
        ("unrelated histories",),
        say("Here and there are two repositories that have nothing in common. See to the address of the remote."),
    ),
)


def told_by_git(ran: Ran) -> Message:
    """The sentence for a process that failed; what nobody foresaw, such as a hook that refuses, in its own words."""
    for signs, told in _TOLD:
        if any(one in ran.err for one in signs):
            return told
    said = " ".join(ran.err.split()) or f"{ran.code}"
    if len(said) > _SHOWN_CHARACTERS:
        said = f"… {said[-_SHOWN_CHARACTERS:]}"
    return say("git, or a program that the repository brings, refused: {text}", text=said)
