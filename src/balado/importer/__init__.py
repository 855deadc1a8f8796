"""Shows of other hosts: what they say becomes a folder, is fetched, and is proved to be the same."""
