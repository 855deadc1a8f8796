"""Publishing: a plan carried out, and what follows (caches, proof, notices)."""
