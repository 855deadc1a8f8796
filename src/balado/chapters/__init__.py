"""Chapters, from one form to every format."""
