"""HTTP Live Streaming: playlists, and the fragments of an MP4 that they point into."""
