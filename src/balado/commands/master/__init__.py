"""`balado master`: the recording of an episode, made of what the recorder gave."""

from balado.commands.master.verb import command

__all__ = ["command"]
