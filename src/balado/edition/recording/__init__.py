"""What is heard of an episode: the file in its folder, or a recording on another server."""
