"""A film packaged for HTTP Live Streaming: several qualities and the sound alone, each one file, and playlists."""
