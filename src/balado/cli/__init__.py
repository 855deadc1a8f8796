"""The command line: its edge, options, console and reports."""
