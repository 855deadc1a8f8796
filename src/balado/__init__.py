"""Balado publishes a podcast from a folder."""

__version__ = "0.2.0"
