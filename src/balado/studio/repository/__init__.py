"""The git work tree that a show lies in: looked at without running anything of it, committed, pulled and pushed."""
