"""The search of the pages: what its script reads, small enough to be loaded whole."""
