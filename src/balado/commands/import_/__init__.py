"""`balado import`: a show that lives elsewhere becomes a folder."""

from balado.commands.import_.verb import command

__all__ = ["command"]
