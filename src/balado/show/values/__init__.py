"""The forms of values an author may write, one file for each kind. Pure."""
