"""Values of the author's files changed key by key, every other line as it stands."""
