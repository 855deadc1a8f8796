"""A show that moves, here or away: what is done, what is next, and until when the old place stays."""
