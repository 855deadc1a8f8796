"""The formats of logs: one statement each, which gives the same columns, and how a file's format is found."""
