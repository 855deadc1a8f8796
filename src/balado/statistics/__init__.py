"""Downloads and listeners, counted from the logs that stores and CDNs write: after IAB 2.3, not certified."""
