"""Speech: a draft of what is said, its reading and its acceptance."""
