"""A sound show to begin with."""

from editions import show

__all__ = ["show"]
