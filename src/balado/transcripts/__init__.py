"""Transcripts, from one form to every format."""
