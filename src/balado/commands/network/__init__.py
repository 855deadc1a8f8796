"""`balado network`: one verb for all shows of a network.

The command is loaded when it is asked for: a worker takes `run_show` from here, and needs none of it.
"""

from __future__ import annotations


def __getattr__(name: str) -> object:
    if name != "command":
        raise AttributeError(name)
    from balado.commands.network.verb import command

    return command
