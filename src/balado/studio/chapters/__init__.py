"""Chapters in forms: where they stand, what is wrong with their times, and their files written anew."""
