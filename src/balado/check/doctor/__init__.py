"""The doctor: what to ask the servers of a feed, through `web`."""
