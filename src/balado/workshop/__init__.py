"""From what a recorder, a camera and an office give to what an episode publishes: the author's files, made ready."""
