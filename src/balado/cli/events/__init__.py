"""Every event that `--format json` tells, its fields and what they mean: the contract with programs.

It stands beside the console, and not beside `Event`, since no run needs it: its page of the manual is made from it, and
tests hold that nothing else is told.
"""
