"""The files of the other host: which are still there, fetched, looked into, put in their place."""
