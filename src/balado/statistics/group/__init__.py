"""Shows that are counted together, since they are counted from the same logs."""
