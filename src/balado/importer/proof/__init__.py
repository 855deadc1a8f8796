"""The proof that a show came here whole: the feed of the other host beside the one that Balado would publish."""
