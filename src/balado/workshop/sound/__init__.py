"""Mastering: the recording that is published, made of what was recorded."""
