"""The report: what was counted as one page, which needs neither a server nor a script."""
