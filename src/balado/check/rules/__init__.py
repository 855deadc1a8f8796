"""The rules, one topic per file. Which there are is told by `balado.check.catalogue`."""
