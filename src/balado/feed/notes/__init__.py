"""Show notes: what is read of them, what becomes of it, and what is told of the rest."""
