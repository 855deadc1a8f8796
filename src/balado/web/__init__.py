"""The web: one way to ask a server, bounded in time, in bytes, and in where it leads."""
