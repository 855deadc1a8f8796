"""The servers of a feed, asked."""
