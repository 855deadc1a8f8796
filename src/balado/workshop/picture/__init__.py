"""Covers: a photo made into the square that platforms ask for, and put where the show or an episode has it."""
