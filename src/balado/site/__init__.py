"""The pages of a show, for who has no podcast app or cannot hear: resolved texts go in, bytes come out."""
