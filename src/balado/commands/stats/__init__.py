"""`balado stats`: downloads and listeners, from the logs of stores and CDNs."""

from balado.commands.stats.verb import command

__all__ = ["command"]
